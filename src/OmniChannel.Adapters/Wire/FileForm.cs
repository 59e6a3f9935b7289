using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;

namespace OmniChannel.Wire;

/// <summary>One file as multipart/form-data (RFC 7578), names in quotes and the boundary without, as every reader takes it. The same file gives the same bytes.</summary>
internal static class FileForm
{
    /// <param name="name">The field's name.</param>
    /// <param name="fileName">The file's name.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="file">Its bytes; the boundary is their hash, which they cannot contain.</param>
    public static HttpContent Content(string name, string fileName, string type, ReadOnlySpan<byte> file)
    {
        var boundary = Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, 16));
        var head = Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{fileName}\"\r\nContent-Type: {type}\r\n\r\n");
        return new RequestBody((byte[])[.. head, .. file, .. Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n")], $"multipart/form-data; boundary={boundary}");
    }
}
