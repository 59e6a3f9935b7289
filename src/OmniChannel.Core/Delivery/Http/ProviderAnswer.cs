namespace OmniChannel.Delivery;

/// <summary>What an adapter reads out of an answer, before any table says what it means. Immutable.</summary>
public sealed record ProviderAnswer
{
    private const int MaxCode = 100;
    private const int MaxMessageId = 400;

    private static readonly System.Buffers.SearchValues<char> InCodes = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/:#[]");

    private ProviderAnswer()
    {
    }

    /// <summary>The body says nothing that matters: the status says everything.</summary>
    public static ProviderAnswer ByStatus { get; } = new();

    /// <summary>The body is not what this provider sends: after a success nobody knows what happened, else the status says it.</summary>
    public static ProviderAnswer Unreadable { get; } = new() { IsUnreadable = true };

    /// <summary>The provider's identifier of the message; null when it gave none.</summary>
    public string? ProviderMessageId { get; private init; }

    /// <summary>The provider's codes, the most telling first.</summary>
    public IReadOnlyList<string> Codes { get; private init; } = [];

    /// <summary>The wait that the body asks for; null where it asks for none or a header does.</summary>
    public TimeSpan? RetryAfter { get; init; }

    internal bool IsAccepted { get; private init; }

    internal bool IsRefused { get; private init; }

    internal bool IsUnreadable { get; private init; }

    /// <summary>The provider has taken it over.</summary>
    /// <param name="providerMessageId">Its identifier there; one that is too long or not plain text is left out.</param>
    public static ProviderAnswer Accepted(string? providerMessageId = null) => new() { IsAccepted = true, ProviderMessageId = Plain(providerMessageId) };

    /// <summary>The provider says no, whatever the status is.</summary>
    /// <param name="codes">Its codes, the most telling first: "131047". Left out are nulls and what is no code: longer than 100 characters, or with anything but letters, digits and <c>. _ - / : # [ ]</c>, as a text would repeat addresses.</param>
    public static ProviderAnswer Refused(params IReadOnlyList<string?> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        return new()
        {
            IsRefused = true,
            Codes = [.. codes.Where(code => code is { Length: > 0 and <= MaxCode } && !code.AsSpan().ContainsAnyExcept(InCodes)).OfType<string>()],
        };
    }

    /// <summary>What a provider writes comes into rows: nothing but visible ASCII of some length does.</summary>
    private static string? Plain(string? text) =>
        text is { Length: > 0 and <= MaxMessageId } && !text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? text : null;
}
