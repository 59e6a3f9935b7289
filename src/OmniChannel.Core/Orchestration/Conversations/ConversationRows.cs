using System.Security.Cryptography;
using System.Text;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Where conversations are kept: a state row each in their customer's partition, and a look-up name for the address they are held with.</summary>
internal static class ConversationRows
{
    public const string ScheduleKind = "conversation";
    private const string Prefix = "talk/";

    public static string KeyOf(ConversationId conversation) => Prefix + conversation.Value;

    /// <summary>The address itself is not in the name: who reads the look-up names learns nobody's number.</summary>
    public static string NameOf(Channel channel, string address) => $"{channel}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)))}";

    public static ConversationState? Read(StateRow? row) => row is null ? null : StoredJson.Read(row.Body, StoredJson.Default.ConversationState);

    public static async ValueTask PutAsync(IUnitOfWork work, PartitionKey partition, ConversationState state, long version, CancellationToken cancellationToken)
    {
        await work.PutAsync(partition, KeyOf(state.Id), version, StoredJson.Write(state, StoredJson.Default.ConversationState), cancellationToken).ConfigureAwait(false);
        await RemindAsync(work, partition, state, cancellationToken).ConfigureAwait(false);
    }

    public static Conversation View(ConversationState state, PartitionKey partition) => new()
    {
        Id = state.Id,
        Customer = new CustomerId(partition.Key),
        Channel = state.Channel,
        Address = state.Address,
        OpenedAt = state.OpenedAt,
        Holder = state.Holder,
        Offer = state.Offer,
        Note = state.Note,
        Unanswered = state.Unanswered ?? [],
        Received = state.Received,
        DueAt = state.DueAt,
        Missed = state.Missed,
        FirstResponse = state.FirstResponseAt - state.OpenedAt,
        ClosedAt = state.ClosedAt,
    };

    private static ValueTask RemindAsync(IUnitOfWork work, PartitionKey partition, ConversationState state, CancellationToken cancellationToken) => state.DueAt is { } due
        ? work.ScheduleAsync(partition, ScheduleKind, state.Id.Value, due, cancellationToken)
        : work.UnscheduleAsync(partition, ScheduleKind, state.Id.Value, cancellationToken);
}
