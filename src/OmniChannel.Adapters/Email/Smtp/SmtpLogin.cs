using System.Text;

namespace OmniChannel.Email;

/// <summary>AUTH PLAIN (RFC 4616) and, where that is not offered, AUTH LOGIN (draft-murchison-sasl-login).</summary>
internal static class SmtpLogin
{
    /// <summary>The last reply; null when the server offers neither.</summary>
    /// <param name="ask">Sends a line and reads its reply.</param>
    /// <param name="extensions">What the server offers on this connection.</param>
    /// <param name="userName">The name.</param>
    /// <param name="password">The password.</param>
    public static async ValueTask<SmtpReply?> TryAsync(Func<string, ValueTask<SmtpReply>> ask, SmtpExtensions extensions, string userName, string password)
    {
        if (extensions.Auth("PLAIN"))
        {
            return await ask($"AUTH PLAIN {Base64($"\0{userName}\0{password}")}").ConfigureAwait(false);
        }

        if (!extensions.Auth("LOGIN"))
        {
            return null;
        }

        var reply = await ask("AUTH LOGIN").ConfigureAwait(false);
        reply = reply.Code == 334 ? await ask(Base64(userName)).ConfigureAwait(false) : reply;
        return reply.Code == 334 ? await ask(Base64(password)).ConfigureAwait(false) : reply;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
