using System.Globalization;
using System.Text.RegularExpressions;

namespace OmniChannel.Amazon;

/// <summary>Which service of Amazon, and where: what a signature is good for, and the host that is called.</summary>
internal sealed partial record AmazonScope
{
    /// <summary>As signatures name it: "ses", "sns".</summary>
    public required string Service { get; init; }

    /// <summary>The region: "eu-central-1".</summary>
    public required string Region { get; init; }

    /// <summary>Whether a text has the form of a region.</summary>
    public static bool IsRegion(string? text) => text is not null && Form().IsMatch(text);

    /// <summary>The regional endpoint of a host name's first part ("email" for SES); ends in a slash.</summary>
    public Uri Endpoint(string host) => new($"https://{host}.{Region}.amazonaws.com{(Region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}/");

    /// <summary>The scope of one day's key.</summary>
    public string On(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyyMMdd}/{Region}/{Service}/aws4_request");

    [GeneratedRegex(@"^[a-z]{2,4}(-[a-z]+)+-\d{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
