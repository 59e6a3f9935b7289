using System.Security.Cryptography;
using System.Text;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Gives out and redeems the one-click ways out of messages. Only a token's hash is stored: who reads the store cannot unsubscribe anybody.</summary>
internal sealed class Unsubscriber(Instance instance, Recorder recorder)
{
    /// <summary>Makes a way out within a unit, and returns its link.</summary>
    public static async ValueTask<Uri> AddAsync(CustomerUnit unit, UnsubscribeGrant grant, Uri baseUri, Chance chance, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var token = chance.Token();
        await unit.Work.AddLookupAsync(
            new LookupRow { Kind = LookupKind.UnsubscribeToken, Key = HashOf(token), Partition = unit.Partition, Body = StoredJson.Write(grant, StoredJson.Default.UnsubscribeGrant) },
            now,
            cancellationToken).ConfigureAwait(false);
        return new Uri($"{baseUri.AbsoluteUri.TrimEnd('/')}/{token}");
    }

    /// <summary>Redeems a way out; a second time changes nothing and answers the same.</summary>
    public async ValueTask<UnsubscribeResult> RedeemAsync(string token, Stream form, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(form);
        if (!await OneClickForm.IsOneClickAsync(form, cancellationToken).ConfigureAwait(false))
        {
            return UnsubscribeResult.NotOneClick;
        }

        // Looked up by its hash: how long that takes tells nothing about the token.
        var row = await instance.Store.FindAsync(instance.Tenant, LookupKind.UnsubscribeToken, HashOf(token), instance.Now, cancellationToken).ConfigureAwait(false);
        if (row is null)
        {
            return UnsubscribeResult.UnknownToken;
        }

        var grant = StoredJson.Read(row.Body, StoredJson.Default.UnsubscribeGrant);
        await recorder.DenyAsync(new CustomerId(row.Partition.Key), grant.Purpose, grant.Channel, "one-click unsubscribe", cancellationToken).ConfigureAwait(false);
        return UnsubscribeResult.Unsubscribed;
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>What a way out leads out of. Version 1.</summary>
internal sealed record UnsubscribeGrant
{
    public required Purpose Purpose { get; init; }

    public required Channel Channel { get; init; }
}
