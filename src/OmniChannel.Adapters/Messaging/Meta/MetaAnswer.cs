using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>How the Graph API answers a send.</summary>
internal static class MetaAnswer
{
    /// <param name="answer">The answer.</param>
    /// <param name="idOf">The message's identifier in the yes.</param>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    public static ProviderAnswer Read(HttpAnswer answer, Func<System.Text.Json.JsonElement, string?> idOf)
    {
        using var json = WireJson.Parse(answer.Body);
        var error = json.RootElement.Get("error");
        return error.Text("code") is { } code ? ProviderAnswer.Refused(error.Text("error_subcode") is { } sub ? $"{code}/{sub}" : null, code)
            : answer.IsSuccess && idOf(json.RootElement) is { Length: > 0 } id ? ProviderAnswer.Accepted(id)
            : answer.IsSuccess ? ProviderAnswer.Unreadable
            : ProviderAnswer.Refused();
    }
}
