namespace OmniChannel.Delivery;

/// <summary>Where an answer says when to come again, and how that is written. Immutable.</summary>
public sealed record RetryAfterRule
{
    private RetryAfterRule(string? header, string? path, RetryAfterForm form) => (HeaderName, JsonPath, Form) = (header, path, form);

    /// <summary>The header that says it; null where the body does.</summary>
    public string? HeaderName { get; }

    /// <summary>The number of the JSON body that says it, as names of members with dots between them; null where a header does.</summary>
    public string? JsonPath { get; }

    /// <summary>How it is written.</summary>
    public RetryAfterForm Form { get; }

    /// <summary>A header says it.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <param name="form">How it is written.</param>
    public static RetryAfterRule Header(string name, RetryAfterForm form = RetryAfterForm.Standard)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new(name, null, form);
    }

    /// <summary>A number in the JSON body says it.</summary>
    /// <param name="path">Names of members with dots between them: "parameters.retry_after".</param>
    /// <param name="form">How it is written.</param>
    public static RetryAfterRule Body(string path, RetryAfterForm form = RetryAfterForm.SecondsOrEpoch)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new(null, path, form);
    }

    /// <summary>What it reads: "header x-rate-limit-reset as EpochSeconds".</summary>
    public override string ToString() => $"{(HeaderName is null ? $"body {JsonPath}" : $"header {HeaderName}")} as {Form}";
}
