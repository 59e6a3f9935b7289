using System.Text;
using OmniChannel.Delivery;

namespace OmniChannel.Email;

/// <summary>One message handed to one server (RFC 5321 section 3). Each step answers null to go on, or the outcome that ends it.</summary>
internal sealed class SmtpConversation
{
    private const int Block = 32 * 1024;

    private readonly SmtpConnection _connection;
    private readonly SmtpOptions _options;
    private SmtpExtensions? _extensions;
    private bool _mayQuit;

    /// <summary>A conversation over a connected line.</summary>
    public SmtpConversation(SmtpConnection connection, SmtpOptions options)
    {
        _connection = connection;
        _options = options;
    }

    /// <summary>Everything from the greeting to the answer after the final dot.</summary>
    public async ValueTask<AttemptOutcome> HandOverAsync(EmailMessage email)
    {
        var outcome = await GreetAsync().ConfigureAwait(false)
            ?? await LogInAsync().ConfigureAwait(false)
            ?? await AddressAsync(email).ConfigureAwait(false)
            ?? await TransferAsync(email).ConfigureAwait(false);
        await QuitAsync().ConfigureAwait(false);
        return outcome;
    }

    private async ValueTask<AttemptOutcome?> GreetAsync()
    {
        if (_options.Security == SmtpSecurity.ImplicitTls && await SmtpTls.SecureAsync(_connection, _options).ConfigureAwait(false) is { } untrusted)
        {
            return untrusted;
        }

        var greeting = await ReadAsync(_options.Timeouts.Greeting).ConfigureAwait(false);
        if (greeting.Code != 220)
        {
            return SmtpVerdict.Of(SmtpStage.Greeting, greeting);
        }

        return await HelloAsync().ConfigureAwait(false)
            ?? (_options.Security == SmtpSecurity.StartTls ? await StartTlsAsync().ConfigureAwait(false) : null);
    }

    private async ValueTask<AttemptOutcome?> HelloAsync()
    {
        var reply = await AskAsync($"EHLO {_options.ClientName ?? _connection.AddressLiteral}").ConfigureAwait(false);
        _extensions = SmtpExtensions.Of(reply);
        return reply.Code == 250 ? null : SmtpVerdict.Of(SmtpStage.Hello, reply);
    }

    private async ValueTask<AttemptOutcome?> StartTlsAsync()
    {
        if (!_extensions!.StartTls)
        {
            return AttemptOutcome.NotSent(AttemptFault.Account, null, "STARTTLS: the server does not offer it, and nothing is sent in plain text.");
        }

        var reply = await AskAsync("STARTTLS").ConfigureAwait(false);
        if (reply.Code != 220)
        {
            return SmtpVerdict.Of(SmtpStage.StartTls, reply);
        }

        _mayQuit = false;
        if (_connection.HasUnread)
        {
            return AttemptOutcome.NotSent(AttemptFault.Provider, null, "STARTTLS: more came in plain text behind the answer, as if somebody on the way had added it.");
        }

        // What was said before is forgotten: it came over a line that anybody could write to.
        return await SmtpTls.SecureAsync(_connection, _options).ConfigureAwait(false) ?? await HelloAsync().ConfigureAwait(false);
    }

    private async ValueTask<AttemptOutcome?> LogInAsync()
    {
        if (string.IsNullOrEmpty(_options.UserName))
        {
            return null;
        }

        if (!_connection.IsSecure && !_options.AllowPlainTextAuthentication)
        {
            return AttemptOutcome.NotSent(AttemptFault.Account, null, "AUTH: the connection is plain text and AllowPlainTextAuthentication is not set, so no password is sent.");
        }

        var reply = await SmtpLogin.TryAsync(AskAsync, _extensions!, _options.UserName, _options.Password ?? "").ConfigureAwait(false);
        if (reply is null)
        {
            return AttemptOutcome.NotSent(AttemptFault.Account, null, "AUTH: the server offers neither PLAIN nor LOGIN on this connection.");
        }

        return reply.Code == 235 ? null : SmtpVerdict.Of(SmtpStage.Login, reply);
    }

    private async ValueTask<AttemptOutcome?> AddressAsync(EmailMessage email)
    {
        if (email.NeedsSmtpUtf8 && !_extensions!.SmtpUtf8)
        {
            return EmailAddress.NeedsSmtpUtf8(email.Recipient)
                ? AttemptOutcome.Rejected(AttemptFault.Message, null, "MAIL FROM: the recipient's address is not ASCII and the server has no SMTPUTF8.")
                : AttemptOutcome.NotSent(AttemptFault.Account, null, "MAIL FROM: From, ReplyTo or ReturnPath is not ASCII and the server has no SMTPUTF8.");
        }

        var mail = new StringBuilder($"MAIL FROM:<{email.ReturnPath}>");
        mail.Append(_extensions!.Size ? $" SIZE={email.Octets.Length}" : "");
        mail.Append(email.NeedsSmtpUtf8 && _extensions.EightBitMime ? " BODY=8BITMIME" : "");
        mail.Append(email.NeedsSmtpUtf8 ? " SMTPUTF8" : "");
        var sender = await AskAsync(mail.ToString()).ConfigureAwait(false);
        if (!sender.IsPositive)
        {
            return SmtpVerdict.Of(SmtpStage.Sender, sender);
        }

        var recipient = await AskAsync($"RCPT TO:<{email.Recipient}>").ConfigureAwait(false);
        return recipient.IsPositive ? null : SmtpVerdict.Of(SmtpStage.Recipient, recipient);
    }

    private async ValueTask<AttemptOutcome> TransferAsync(EmailMessage email)
    {
        var start = await AskAsync("DATA", _options.Timeouts.DataStart).ConfigureAwait(false);
        if (start.Code != 354)
        {
            return SmtpVerdict.Of(SmtpStage.DataStart, start);
        }

        _mayQuit = false;
        for (var rest = DotStuffing.Encode(email.Octets); rest.Length > 0; rest = rest[Math.Min(Block, rest.Length)..])
        {
            var broken = await _connection.WriteAsync(rest[..Math.Min(Block, rest.Length)], _options.Timeouts.DataBlock).ConfigureAwait(false);
            if (broken != SmtpBreak.None)
            {
                return SmtpVerdict.Of(SmtpStage.Data, broken);
            }
        }

        if (_connection.IsCancelled || _connection.HasUnread)
        {
            return SmtpVerdict.Of(SmtpStage.Data, _connection.IsCancelled ? SmtpBreak.Cancelled : SmtpBreak.Nonsense);
        }

        // The dot goes alone, so that up to here nothing can have been taken and from here on only an answer tells.
        var silent = await _connection.WriteAsync(".\r\n"u8.ToArray(), _options.Timeouts.DataBlock).ConfigureAwait(false);
        if (silent != SmtpBreak.None)
        {
            return SmtpVerdict.Of(SmtpStage.DataEnd, silent);
        }

        var end = await ReadAsync(_options.Timeouts.DataEnd).ConfigureAwait(false);
        return end.IsPositive ? AttemptOutcome.Accepted(email.MessageId) : SmtpVerdict.Of(SmtpStage.DataEnd, end);
    }

    private async ValueTask QuitAsync()
    {
        if (_mayQuit)
        {
            await AskAsync("QUIT", _options.Timeouts.Quit).ConfigureAwait(false);
        }
    }

    private ValueTask<SmtpReply> AskAsync(string command) => AskAsync(command, _options.Timeouts.Command);

    /// <summary>Sends one command and reads its reply. Replies nobody asked for would be taken for later ones, so they end the conversation.</summary>
    private async ValueTask<SmtpReply> AskAsync(string command, TimeSpan timeout)
    {
        var broken = _connection.HasUnread ? SmtpBreak.Nonsense : await _connection.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), timeout).ConfigureAwait(false);
        if (broken == SmtpBreak.None)
        {
            return await ReadAsync(timeout).ConfigureAwait(false);
        }

        _mayQuit = false;
        return SmtpReply.Broken(broken);
    }

    private async ValueTask<SmtpReply> ReadAsync(TimeSpan timeout)
    {
        var reply = await _connection.ReadReplyAsync(timeout).ConfigureAwait(false);
        _mayQuit = reply.Break == SmtpBreak.None && reply.Code != 421;
        return reply;
    }
}
