using OmniChannel.Delivery;

namespace OmniChannel.Tests.Stores;

/// <summary>A provider that honours the key, kept in a folder so that it outlives the processes that call it: one key, one message, however often it is asked.</summary>
internal sealed class FolderProvider(string folder, Channel? channel = null) : IChannelAdapter, IMarketingAccount
{
    public Channel Channel => channel ?? Channel.Email;

    public string Account => "folder";

    public bool MaySendMarketing => true;

    public Uri FallbackBaseUri => new("https://omnichannel.invalid");

    /// <summary>What people got: one text for each key.</summary>
    public IReadOnlyList<string> Sent => [.. Directory.EnumerateFiles(Directory.CreateDirectory(folder).FullName, "*.sent").Select(File.ReadAllText)];

    /// <summary>How often it was asked.</summary>
    public int Calls => Directory.EnumerateFiles(folder, "*.call").Count();

    public AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

    public async ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Calls:000}.call"), message.IdempotencyKey, cancellationToken);
        var sent = Path.Combine(folder, $"{message.IdempotencyKey}.sent");
        if (!File.Exists(sent))
        {
            await File.WriteAllTextAsync(sent, $"{message.Address}\n{message.Content.Text}\n{message.UnsubscribeLink}", cancellationToken);
        }

        return AttemptOutcome.Accepted(message.IdempotencyKey[..12]);
    }
}
