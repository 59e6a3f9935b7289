using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>Renders a delivery for one account, and freezes the result with its key: every attempt there sends the same bytes.</summary>
internal sealed class Freezer(Instance instance, RenderProof proof)
{
    /// <returns>What is frozen, or why there is nothing to freeze.</returns>
    public async ValueTask<(FrozenMessage? Frozen, Reason? Problem)> FreezeAsync(CustomerUnit unit, QueuedDelivery queued, Campaign campaign, IChannelAdapter adapter, string address, DateTimeOffset now)
    {
        var content = queued.Content;
        Uri? wayOut = null;
        if (instance.Accounts.OneClickBase(adapter, content.Message.Purpose) is { } baseUri)
        {
            var grant = new UnsubscribeGrant { Purpose = content.Message.Purpose, Channel = content.Channel };
            wayOut = await Unsubscriber.AddAsync(unit, grant, baseUri, instance.Chance, now, CancellationToken.None).ConfigureAwait(false);
        }

        var (rendered, problem) = proof.Render(campaign, content.Message, content.Channel, unit.Person, wayOut, content.Items);
        if (rendered is null)
        {
            return (null, problem);
        }

        return (
            new FrozenMessage
            {
                Account = adapter.Account,
                Address = address,
                RecipientName = unit.Person.Profile.Name,
                Content = rendered,
                Key = KeyOf(queued.Delivery, adapter.Account, address, rendered),
                UnsubscribeLink = wayOut,
            },
            null);
    }

    public static OutgoingMessage OutgoingOf(QueuedDelivery begun, FrozenMessage frozen, TenantId tenant) => new()
    {
        Delivery = begun.Delivery,
        IdempotencyKey = frozen.Key,
        Tenant = tenant,
        Customer = begun.Content.Customer,
        Campaign = begun.Content.Message.Campaign,
        Channel = begun.Content.Channel,
        Address = frozen.Address,
        RecipientName = frozen.RecipientName,
        Content = frozen.Content,
        Purpose = begun.Content.Message.Purpose,
        Urgency = begun.Content.Message.Urgency,
        CreatedAt = begun.Row.CreatedAt,
        ExpiresAt = begun.Content.ExpiresAt,
        UnsubscribeLink = frozen.UnsubscribeLink,
    };

    /// <summary>Row, account, address and rendered variant: another account, or other words, are another key.</summary>
    private static string KeyOf(DeliveryId delivery, string account, string address, RenderedContent content)
    {
        var text = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(text))
        {
            JsonSerializer.Serialize(json, [delivery.Value, account, address], StoredJson.Default.StringArray);
            json.Flush();
            json.Reset();
            JsonSerializer.Serialize(json, content, StoredJson.Default.RenderedContent);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.WrittenSpan, hash);
        return Convert.ToHexStringLower(hash);
    }
}
