using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What all customers together tell of the channels: moved on whenever one customer's part of it changes.</summary>
internal static class EvidenceBook
{
    public static PartitionKey Partition { get; } = new(PartitionKind.Evidence, "channels");

    public static StateAddress Address { get; } = new(Partition, "leads");

    public static EvidenceState Read(StateRow? row) => row is null ? EvidenceState.Empty : StoredJson.Read(row.Body, StoredJson.Default.EvidenceState);

    /// <summary>Whether a customer's change moves the figures: a first channel that is new or another one, a first purchase.</summary>
    public static bool IsMovedBy(CustomerState before, CustomerState after) => LeadOf(before) != LeadOf(after);

    /// <summary>Moves the figures on, within a unit that names their partition.</summary>
    public static async ValueTask MoveAsync(IUnitOfWork work, CustomerState before, CustomerState after, CancellationToken cancellationToken)
    {
        var row = await work.GetAsync(Address.Partition, Address.Key, cancellationToken).ConfigureAwait(false);
        var moved = Move(Read(row), before, after);
        await work.PutAsync(Address.Partition, Address.Key, row?.Version ?? 0, StoredJson.Write(moved, StoredJson.Default.EvidenceState), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the customer's earlier part out and puts the present one in. Pure.</summary>
    public static EvidenceState Move(EvidenceState evidence, CustomerState before, CustomerState after)
    {
        var leads = new Dictionary<Channel, LeadTally>(evidence.Leads);
        Count(LeadOf(before), -1);
        Count(LeadOf(after), +1);
        return evidence with { Leads = leads };

        void Count((Channel? Channel, bool Bought) lead, int step)
        {
            if (lead.Channel is { } channel)
            {
                var tally = leads.GetValueOrDefault(channel) ?? new LeadTally { Came = 0, Bought = 0 };
                var moved = new LeadTally { Came = tally.Came + step, Bought = tally.Bought + (lead.Bought ? step : 0) };
                if (moved is { Came: 0, Bought: 0 })
                {
                    leads.Remove(channel); // as if nobody had ever come by it: the figures do not depend on the order of touchpoints
                }
                else
                {
                    leads[channel] = moved;
                }
            }
        }
    }

    private static (Channel? Channel, bool Bought) LeadOf(CustomerState state) => (state.Profile.AcquiredBy ?? state.FirstChannel, state.Purchases > 0);
}
