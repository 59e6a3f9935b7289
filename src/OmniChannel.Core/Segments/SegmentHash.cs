using System.Security.Cryptography;
using System.Text;

namespace OmniChannel;

/// <summary>What segments say, as a hash: by it a stored membership knows whether it was judged by other definitions.</summary>
internal static class SegmentHash
{
    public static string Of(SegmentSet segments) => Of(string.Join('\n', segments.All.OrderBy(segment => segment.Id.Name, StringComparer.Ordinal).Select(segment => $"{segment.Id}\t{(segment.IsLive ? "live" : "quiet")}\t{segment.When}")));

    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
