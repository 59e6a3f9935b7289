using System.Diagnostics.CodeAnalysis;
using OmniChannel.Delivery;
using OmniChannel.Email;

namespace OmniChannel.Development;

/// <summary>Stands in for one channel while a host is built: writes each message to a file, shows it, and accepts it. Nobody gets anything.</summary>
internal sealed class DevelopmentChannelAdapter : IChannelAdapter, IMarketingAccount
{
    private static readonly Uri Nowhere = new("https://omnichannel.invalid");

    private readonly DevelopmentFolder _folder;
    private readonly EmailSender _sender;
    private readonly TextWriter? _console;

    /// <summary>An adapter for one channel.</summary>
    /// <param name="channel">The channel it stands in for.</param>
    /// <param name="options">The options, shared by the adapters of all channels.</param>
    /// <param name="console">Where messages are shown, safe for many threads as <see cref="System.Console.Out"/> is; not used when the options say so.</param>
    /// <exception cref="ArgumentException">The options have problems; the message lists them all.</exception>
    public DevelopmentChannelAdapter(Channel channel, DevelopmentOptions options, TextWriter console)
    {
        ArgumentNullException.ThrowIfNull(console);
        var problems = DevelopmentOptionsCheck.Problems(options);
        if (problems.Count > 0)
        {
            throw new ArgumentException($"The development channel cannot be used: {string.Join(" ", problems)}", nameof(options));
        }

        Channel = channel.Name is null ? throw new ArgumentException("The channel is default; name one, such as Channel.Email.", nameof(channel)) : channel;
        _folder = new(options.Folder);
        _sender = EmailSender.Of(new() { From = options.From });
        _console = options.Console ? console : null;
    }

    /// <inheritdoc/>
    public Channel Channel { get; }

    /// <inheritdoc/>
    public string Account => "development";

    /// <inheritdoc/>
    public bool MaySendMarketing => true;

    /// <summary>A name that does not exist.</summary>
    public Uri? FallbackBaseUri => Nowhere;

    /// <summary>Judges an e-mail address as SMTP does, so that a wrong one is found before it matters; takes any other address on one line.</summary>
    public AddressCheck CheckAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Channel == Channel.Email ? EmailAddress.Check(address)
            : address.Any(char.IsControl) ? AddressCheck.Invalid("It has a line break or another control character.")
            : AddressCheck.Valid(address);
    }

    /// <inheritdoc/>
    public async ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!TryWrite(message, out var extension, out var bytes, out var refused))
        {
            return refused;
        }

        var name = DevelopmentFileName.Of(message, extension);
        bool isNew;
        try
        {
            isNew = await _folder.WriteOnceAsync(name, bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (UnauthorizedAccessException)
        {
            return AttemptOutcome.NotSent(AttemptFault.Account, null, $"The folder {_folder.Path} may not be written to; change its rights or DevelopmentOptions.Folder.");
        }
        catch (IOException failure)
        {
            return AttemptOutcome.NotSent(AttemptFault.Provider, null, $"The folder {_folder.Path} does not take the file ({failure.GetType().Name}, 0x{failure.HResult:X8}).");
        }

        if (isNew && _console is not null)
        {
            // The file is the message; the console is told whole blocks, whatever becomes of the attempt's token now.
            await _console.WriteAsync(DevelopmentBlock.Write(message, name)).ConfigureAwait(false);
        }

        return AttemptOutcome.Accepted(name);
    }

    /// <summary>E-mail as a mail client opens it, refused where SMTP would refuse it; everything else as plain text.</summary>
    private bool TryWrite(OutgoingMessage message, out string extension, out ReadOnlyMemory<byte> bytes, [NotNullWhen(false)] out AttemptOutcome? refused)
    {
        refused = null;
        extension = ".txt";
        if (Channel != Channel.Email)
        {
            bytes = DevelopmentText.Write(message);
            return true;
        }

        extension = ".eml";
        bytes = default;
        var address = EmailAddress.Check(message.Address);
        if (!address.IsValid)
        {
            refused = AttemptOutcome.Rejected(AttemptFault.Recipient, null, $"The address cannot be used: {address.Problem}");
            return false;
        }

        if (!EmailComposer.TryCompose(message with { Address = address.Normalized! }, _sender, out var email, out var problem))
        {
            refused = AttemptOutcome.Rejected(AttemptFault.Message, null, problem);
            return false;
        }

        bytes = email.Octets;
        return true;
    }
}
