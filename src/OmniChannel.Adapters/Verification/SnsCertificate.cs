using System.Net;
using OmniChannel.Delivery;

namespace OmniChannel.Verification;

/// <summary>What Amazon's host answered, asked for the certificate that SNS signs with.</summary>
internal static class SnsCertificate
{
    /// <returns>The certificate's text; null when there is none.</returns>
    /// <exception cref="HttpRequestException">It cannot be had now. Amazon gives up on a call that is answered by 4xx, so this one has to be answered by 5xx.</exception>
    public static byte[]? Of(HttpAnswer answer) =>
        answer.Status == HttpStatusCode.OK && answer.IsBodyComplete ? answer.Body.ToArray()
        : (int)answer.Status is >= 400 and < 500 ? null
        : throw new HttpRequestException($"The certificate that SNS signs with could not be fetched: {(int)answer.Status}.");
}
