using Microsoft.Extensions.Logging;
using OmniChannel.Delivery;

namespace OmniChannel.Email;

/// <summary>E-mail through one account at a mail server: one connection and one recipient per message, so that every outcome is that message's own.</summary>
internal sealed partial class SmtpChannelAdapter : IChannelAdapter, IMarketingAccount
{
    private readonly SmtpOptions _options;
    private readonly EmailSender _sender;
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

        var connection = new SmtpConnection(_time, cancellationToken);
        await using (connection.ConfigureAwait(false))
        {
            var broken = await connection.ConnectAsync(_options.Host, Port, _options.Timeouts.Connect).ConfigureAwait(false);
            return broken == SmtpBreak.None
                ? await new SmtpConversation(connection, _options).HandOverAsync(email).ConfigureAwait(false)
                : SmtpVerdict.Of(SmtpStage.Connect, broken);
        }
    }

    private int Port => _options.Port ?? _options.Security switch
    {
        SmtpSecurity.ImplicitTls => 465,
        SmtpSecurity.None => 25,
        _ => 587,
    };

    [LoggerMessage(Level = LogLevel.Debug, Message = "E-mail account {Account}, delivery {Delivery}: {Result} ({Fault}), {Code} {Detail}")]
    private partial void Attempted(string account, DeliveryId delivery, AttemptResult result, AttemptFault fault, string? code, string? detail);
}
