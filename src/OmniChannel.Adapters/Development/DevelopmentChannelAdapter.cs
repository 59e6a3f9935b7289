using OmniChannel.Delivery;

namespace OmniChannel.Development;

/// <summary>Stands in for one channel while a host is built: writes each message to a file, shows it, and accepts it. Nobody gets anything.</summary>
internal sealed class DevelopmentChannelAdapter : IChannelAdapter
{
    private readonly DevelopmentFolder _folder;
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
        _console = options.Console ? console : null;
    }

    /// <inheritdoc/>
    public Channel Channel { get; }

    /// <inheritdoc/>
    public string Account => "development";

    /// <summary>Takes any address: nothing is sent to it.</summary>
    public AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

    /// <inheritdoc/>
    public async ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var name = DevelopmentFileName.Of(message, ".txt");
        bool isNew;
        try
        {
            isNew = await _folder.WriteOnceAsync(name, DevelopmentText.Write(message), cancellationToken).ConfigureAwait(false);
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
}
