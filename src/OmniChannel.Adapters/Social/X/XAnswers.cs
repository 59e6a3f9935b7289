using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Social;

/// <summary>What X's problems mean: the last part of their type, and words of ours for two that have none of their own.</summary>
internal static class XAnswers
{
    private const string Duplicate = "duplicate";
    private const string Closed = "dm-closed";

    private static readonly AnswerRule Ours = new() { Codes = ["not-authorized-for-resource", "not-authorized-for-field", "unsupported-authentication", "client-forbidden", "usage-capped", "client-disconnected", "oauth1-permissions"], Means = AccountRefused, Because = "X does not let this account do that: its access level, its permissions or its credit." };
    private static readonly AnswerRule Bad = new() { Codes = ["invalid-request", "disallowed-resource"], Means = MessageRejected, Because = "X does not take this text." };
    private static readonly AnswerRule Later = new() { Codes = ["resource-unavailable", "internal-error", "rate-limits"], Means = ComeLater, Because = "X failed, or has too much from us." };

    public static AnswerTable Posts { get; } = new(
        Ours,
        Bad,
        Later,
        new() { Codes = [Duplicate], Means = AnswerMeaning.Duplicate, Because = "The same text stands there already." },
        new() { Codes = ["HTTP 404"], Means = AccountRefused, Because = "X knows no such path; look at BaseAddress." });

    public static AnswerTable Direct { get; } = new(
        Ours,
        Bad,
        Later,
        new() { Codes = ["resource-not-found"], Means = RecipientRejected, Because = "X knows no such person any more." },
        new() { Codes = [Closed], Means = MessageRejected, Because = "This person takes no direct messages from this account." });

    /// <summary>Reads an answer: errors may stand beside data, with any status.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="id">The member of <c>data</c> that names what was made.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ProviderAnswer Read(HttpAnswer answer, string id)
    {
        using var json = WireJson.Parse(answer.Body);
        var said = json.RootElement;
        return answer.IsSuccess && said.Get("data").Text(id) is { Length: > 0 } made ? ProviderAnswer.Accepted(made)
            : said.Get("errors").Items().Any() || said.Text("type") is not null || !answer.IsSuccess ? ProviderAnswer.Refused([.. said.Get("errors").Items().Prepend(said).SelectMany(CodesOf)])
            : ProviderAnswer.Unreadable;
    }

    private static IEnumerable<string?> CodesOf(JsonElement problem)
    {
        var detail = problem.Text("detail") ?? problem.Text("message") ?? "";
        yield return detail.Contains("duplicate content", StringComparison.OrdinalIgnoreCase) ? Duplicate
            : detail.Contains("cannot send messages to this user", StringComparison.OrdinalIgnoreCase) || detail.Contains("permission to DM", StringComparison.OrdinalIgnoreCase) ? Closed
            : null;
        yield return problem.Text("type") is { } type && type.Contains("/problems/", StringComparison.Ordinal) ? type[(type.LastIndexOf('/') + 1)..] : null;
    }
}
