using Microsoft.Extensions.Logging;
using OmniChannel.Delivery;

namespace OmniChannel.Email;

/// <summary>E-mail through one account at a mail server: one recipient per message, so that every outcome is that message's own; lines are used again.</summary>
internal sealed partial class SmtpChannelAdapter : IChannelAdapter, IMarketingAccount, IAsyncDisposable
{
    private readonly SmtpOptions _options;
    private readonly EmailSender _sender;
    private readonly DkimSigner _dkim;
    private readonly SmtpLines _lines;
    private readonly TimeProvider _time;
    private readonly ILogger<SmtpChannelAdapter> _logger;

    /// <summary>An adapter for one account.</summary>
    /// <exception cref="ArgumentException">The options have problems; the message lists them all.</exception>
    public SmtpChannelAdapter(string account, SmtpOptions options, TimeProvider time, ILogger<SmtpChannelAdapter> logger)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        var problems = SmtpOptionsCheck.Problems(options);
        if (problems.Count > 0)
        {
            throw new ArgumentException($"The SMTP account '{account}' cannot be used: {string.Join(" ", problems)}", nameof(options));
        }

        Account = account;
        _options = options;
        _sender = EmailSender.Of(options);
        _dkim = DkimSigner.Of(options, EmailAddress.Domain(_sender.From).ToString());
        _lines = new(options, time);
        _time = time;
        _logger = logger;
    }

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    public string Account { get; }

    /// <inheritdoc/>
    public bool MaySendMarketing => _options.MaySendMarketing;

    /// <inheritdoc/>
    public Uri? FallbackBaseUri => null;

    /// <inheritdoc/>
    public AddressCheck CheckAddress(string address) => EmailAddress.Check(address);

    /// <inheritdoc/>
    public async ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        var outcome = await AttemptAsync(message, cancellationToken).ConfigureAwait(false);
        Attempted(Account, message.Delivery, outcome.Result, outcome.Fault, outcome.Code, outcome.Detail);
        return outcome;
    }

    private async ValueTask<AttemptOutcome> AttemptAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var address = EmailAddress.Check(message.Address);
        if (!address.IsValid)
        {
            return AttemptOutcome.Rejected(AttemptFault.Recipient, null, $"The address cannot be used: {address.Problem}");
        }

        if (!EmailComposer.TryCompose(message with { Address = address.Normalized! }, _sender, out var email, out var problem))
        {
            return AttemptOutcome.Rejected(AttemptFault.Message, null, problem);
        }

        email = _dkim.Sign(email, message.CreatedAt);
        while (_lines.Take() is { } idle)
        {
            idle.GiveTo(cancellationToken);
            var outcome = await idle.HandOverAsync(email).ConfigureAwait(false);
            await _lines.GiveBackAsync(idle).ConfigureAwait(false);
            if (!idle.WasDead)
            {
                return outcome;
            }
        }

        return await AttemptAnewAsync(email, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<AttemptOutcome> AttemptAnewAsync(EmailMessage email, CancellationToken cancellationToken)
    {
        var connection = new SmtpConnection(_time) { Cancelled = cancellationToken };
        var line = new SmtpConversation(connection, _options);
        try
        {
            var broken = await connection.ConnectAsync(_options.Host, Port, _options.Timeouts.Connect).ConfigureAwait(false);
            return broken != SmtpBreak.None ? SmtpVerdict.Of(SmtpStage.Connect, broken)
                : await line.OpenAsync().ConfigureAwait(false) ?? await line.HandOverAsync(email).ConfigureAwait(false);
        }
        finally
        {
            await _lines.GiveBackAsync(line).ConfigureAwait(false);
        }
    }

    /// <summary>Closes the lines that wait.</summary>
    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    private int Port => _options.Port ?? _options.Security switch
    {
        SmtpSecurity.ImplicitTls => 465,
        SmtpSecurity.None => 25,
        _ => 587,
    };

    [LoggerMessage(Level = LogLevel.Debug, Message = "E-mail account {Account}, delivery {Delivery}: {Result} ({Fault}), {Code} {Detail}")]
    private partial void Attempted(string account, DeliveryId delivery, AttemptResult result, AttemptFault fault, string? code, string? detail);
}
