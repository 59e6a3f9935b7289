using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Estimates sizes from a seeded sample: the customers with the smallest hashes of their name and the seed. So the sample is fair whatever the names are, and grows and shrinks with the customers without being drawn anew.</summary>
internal sealed class SizeSampler(Instance instance, PersonPages pages)
{
    public async ValueTask<SegmentEstimate> EstimateAsync(Func<PagedPerson, bool> belongs, IReadOnlyList<string> frozen, SegmentSample sample, CancellationToken cancellationToken)
    {
        if (sample.Size is < 100 or > 100_000)
        {
            throw new ArgumentOutOfRangeException(nameof(sample), sample.Size, "A sample looks at 100 to 100,000 customers.");
        }

        var (drawn, population) = await DrawAsync(sample, cancellationToken).ConfigureAwait(false);
        var found = 0;
        foreach (var some in drawn.Order(StringComparer.Ordinal).Select(name => new CustomerId(name)).Chunk(PersonPages.Size))
        {
            found += (await pages.ReadAsync(some, frozen, cancellationToken).ConfigureAwait(false)).Count(belongs);
        }

        return SegmentEstimate.FromSample(found, drawn.Count, population);
    }

    private async ValueTask<(List<string> Drawn, long Population)> DrawAsync(SegmentSample sample, CancellationToken cancellationToken)
    {
        var seed = sample.Seed.ToString(CultureInfo.InvariantCulture);
        var smallest = new PriorityQueue<string, ulong>(Comparer<ulong>.Create(static (left, right) => right.CompareTo(left)));
        var (population, after) = (0L, (string?)null);
        while (true)
        {
            var some = await instance.Store.ListPartitionsAsync(instance.Tenant, PartitionKind.Customer, after, StoreLimits.MaxListed, cancellationToken).ConfigureAwait(false);
            foreach (var partition in some)
            {
                smallest.Enqueue(partition.Key, StableHash.Of(partition.Key, "sample", seed));
                if (smallest.Count > sample.Size)
                {
                    smallest.Dequeue();
                }
            }

            population += some.Count;
            if (some.Count < StoreLimits.MaxListed)
            {
                return ([.. smallest.UnorderedItems.Select(one => one.Element)], population);
            }

            after = some[^1].Key;
        }
    }
}
