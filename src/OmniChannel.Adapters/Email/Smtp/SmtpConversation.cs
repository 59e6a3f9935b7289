using System.Text;
using OmniChannel.Delivery;

namespace OmniChannel.Email;

/// <summary>Messages handed to one server over one line (RFC 5321 section 3). Each step answers null to go on, or the outcome that ends it. Not thread-safe; one attempt at a time owns it.</summary>
internal sealed class SmtpConversation : IAsyncDisposable
{
    private const int Block = 32 * 1024;

    private readonly SmtpConnection _connection;
    private readonly SmtpOptions _options;
    private SmtpExtensions? _extensions;
    private bool _maySpeak;

    /// <summary>A conversation over a connected line.</summary>
    public SmtpConversation(SmtpConnection connection, SmtpOptions options)
    {
        _connection = connection;
        _options = options;
    }

    /// <summary>How many messages it was used for.</summary>
    public int Messages { get; private set; }

    /// <summary>Whether the server listens for the next message.</summary>
    public bool IsReusable => _maySpeak && !_connection.HasNews;

    /// <summary>Whether a line that had carried a message before was found dead before anything of this one went out: another one may be tried at once.</summary>
    public bool WasDead { get; private set; }

    /// <summary>The line is this attempt's now; default for nobody's.</summary>
    public void GiveTo(CancellationToken attempt) => _connection.Cancelled = attempt;

    /// <summary>From the greeting to the login; null when the server listens for a message.</summary>
    public async ValueTask<AttemptOutcome?> OpenAsync() => await GreetAsync().ConfigureAwait(false) ?? await LogInAsync().ConfigureAwait(false);

    /// <summary>Everything from the envelope to the answer after the final dot.</summary>
    public async ValueTask<AttemptOutcome> HandOverAsync(EmailMessage email)
    {
        Messages++;
        return Unsendable(email) ?? await AddressAsync(email).ConfigureAwait(false) ?? await TransferAsync(email).ConfigureAwait(false);
    }

    /// <summary>Says good-bye where the server still listens, and closes the line.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_maySpeak)
        {
            await AskAsync("QUIT", _options.Timeouts.Quit).ConfigureAwait(false);
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
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

        _maySpeak = false;
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

    private AttemptOutcome? Unsendable(EmailMessage email) =>
        !email.NeedsSmtpUtf8 || _extensions!.SmtpUtf8 ? null
        : EmailAddress.NeedsSmtpUtf8(email.Recipient)
            ? AttemptOutcome.Rejected(AttemptFault.Message, null, "MAIL FROM: the recipient's address is not ASCII and the server has no SMTPUTF8.")
            : AttemptOutcome.NotSent(AttemptFault.Account, null, "MAIL FROM: From, ReplyTo or ReturnPath is not ASCII and the server has no SMTPUTF8.");

    /// <summary>The envelope and DATA: each command after the reply to the one before, or all at once where the server offers PIPELINING (RFC 2920 section 3.1 ends a group with DATA).</summary>
    private async ValueTask<AttemptOutcome?> AddressAsync(EmailMessage email)
    {
        var steps = SmtpEnvelope.Steps(email, _extensions!, _options.Timeouts, isFirst: Messages == 1);
        if (_extensions!.Pipelining && await SendAsync(string.Concat(steps.Select(step => step.Command + "\r\n")), _options.Timeouts.Command).ConfigureAwait(false) is var broken and not SmtpBreak.None)
        {
            WasDead = Messages > 1 && !_connection.IsCancelled;
            return SmtpVerdict.Of(steps[0].Stage, broken);
        }

        AttemptOutcome? refused = null;
        foreach (var step in steps)
        {
            var reply = _extensions.Pipelining ? await ReadAsync(step.Timeout).ConfigureAwait(false) : await AskAsync(step.Command, step.Timeout).ConfigureAwait(false);
            if (step.IsAnsweredBy(reply))
            {
                // The server waits for a message that it has no recipient for: the line is of no more use, and what we say would be that message.
                _maySpeak &= refused is null || step.Stage != SmtpStage.DataStart;
                continue;
            }

            WasDead |= refused is null && Messages > 1 && !_connection.IsCancelled && (step.Stage == SmtpStage.Reset || reply.Break != SmtpBreak.None || reply.Code == 421);
            refused ??= SmtpVerdict.Of(step.Stage, reply);
            if (reply.Break != SmtpBreak.None || !_extensions.Pipelining)
            {
                return refused;
            }
        }

        return refused;
    }

    private async ValueTask<AttemptOutcome> TransferAsync(EmailMessage email)
    {
        _maySpeak = false;
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

    private ValueTask<SmtpReply> AskAsync(string command) => AskAsync(command, _options.Timeouts.Command);

    private async ValueTask<SmtpReply> AskAsync(string command, TimeSpan timeout) =>
        await SendAsync(command + "\r\n", timeout).ConfigureAwait(false) is var broken and not SmtpBreak.None ? SmtpReply.Broken(broken) : await ReadAsync(timeout).ConfigureAwait(false);

    /// <summary>Replies nobody asked for would be taken for those to what is sent now, so they end the conversation.</summary>
    private async ValueTask<SmtpBreak> SendAsync(string commands, TimeSpan timeout)
    {
        var broken = _connection.HasUnread ? SmtpBreak.Nonsense : await _connection.WriteAsync(Encoding.UTF8.GetBytes(commands), timeout).ConfigureAwait(false);
        _maySpeak &= broken == SmtpBreak.None;
        return broken;
    }

    private async ValueTask<SmtpReply> ReadAsync(TimeSpan timeout)
    {
        var reply = await _connection.ReadReplyAsync(timeout).ConfigureAwait(false);
        _maySpeak = reply.Break == SmtpBreak.None && reply.Code != 421;
        return _extensions is { EnhancedStatusCodes: true } ? reply : reply.WithoutEnhancedCode();
    }
}
