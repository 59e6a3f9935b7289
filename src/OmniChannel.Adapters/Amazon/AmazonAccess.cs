using OmniChannel.Accounts;

namespace OmniChannel.Amazon;

/// <summary>Where an account at Amazon takes its credentials from: its options, or the host, which asks whoever renews them.</summary>
internal sealed class AmazonAccess
{
    private readonly AmazonCredentials? _lasting;
    private readonly Func<CancellationToken, ValueTask<AmazonCredentials>>? _source;

    public AmazonAccess(string accessKeyId, string secretAccessKey, string? sessionToken, Func<CancellationToken, ValueTask<AmazonCredentials>>? source)
    {
        _source = source;
        _lasting = source is null ? new() { AccessKeyId = accessKeyId, SecretAccessKey = secretAccessKey, SessionToken = sessionToken } : null;
    }

    /// <summary>What the next request is signed with.</summary>
    public ValueTask<AmazonCredentials> CredentialsAsync(CancellationToken cancellationToken) => _lasting is { } lasting ? new(lasting) : _source!(cancellationToken);

    /// <summary>What is wrong with the region and the credentials of an account.</summary>
    public static void Check(string region, string accessKeyId, string secretAccessKey, string? sessionToken, bool hasSource, List<string> problems)
    {
        if (!AmazonScope.IsRegion(region))
        {
            problems.Add("Region is missing or none; expected one such as eu-central-1.");
        }

        if (!hasSource)
        {
            HttpAccountCheck.Required("AccessKeyId", accessKeyId, "the access key's id, or CredentialsFrom called in code", problems);
            HttpAccountCheck.Required("SecretAccessKey", secretAccessKey, "the access key's secret", problems);
            HttpAccountCheck.OneLine("SessionToken", sessionToken, problems);
        }
    }

    /// <summary>The name of an error as Amazon's JSON services give it: by header or by a member of the body, with a namespace in front or a URL behind.</summary>
    public static string? ErrorName(string? header, string? member)
    {
        var name = header is { Length: > 0 } ? header : member ?? "";
        name = name[(name.LastIndexOf('#') + 1)..];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? name : name[..colon];
    }
}
