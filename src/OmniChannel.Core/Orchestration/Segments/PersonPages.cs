using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>A person as a page gives it: under the name of the customer who survives.</summary>
internal readonly record struct PagedPerson(CustomerState State, IReadOnlyCollection<string> Frozen)
{
    public CustomerId Customer => State.Profile.Id;
}

/// <summary>Reads all persons of a tenant, page by page, in the order of their names' UTF-8 octets. Those who were erased, and those of whom nothing is recorded, are passed over.</summary>
internal sealed class PersonPages(Instance instance)
{
    /// <summary>Partitions looked at for one page.</summary>
    public const int Size = 500;

    /// <param name="after">The customer after whom to begin; null for the beginning.</param>
    /// <param name="frozen">The frozen lists that are asked, as facts.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The persons, how many customers were looked at, and the last of them; null when there are no more.</returns>
    public async ValueTask<(IReadOnlyList<PagedPerson> Persons, int Looked, CustomerId? Last)> ReadAsync(CustomerId? after, IReadOnlyList<string> frozen, CancellationToken cancellationToken)
    {
        var partitions = await instance.Store.ListPartitionsAsync(instance.Tenant, PartitionKind.Customer, after?.Value, Size, cancellationToken).ConfigureAwait(false);
        var persons = await ReadAsync([.. partitions.Select(partition => new CustomerId(partition.Key))], frozen, cancellationToken).ConfigureAwait(false);
        return (persons, partitions.Count, partitions.Count < Size ? null : new CustomerId(partitions[^1].Key));
    }

    /// <summary>Those of some customers who are persons of their own, or give a person its name.</summary>
    public async ValueTask<IReadOnlyList<PagedPerson>> ReadAsync(IReadOnlyList<CustomerId> customers, IReadOnlyList<string> frozen, CancellationToken cancellationToken)
    {
        if (customers.Count == 0)
        {
            return [];
        }

        var persons = new List<PagedPerson>(customers.Count);
        var rows = await RowsAsync(customers, frozen, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < customers.Count; i++)
        {
            if (rows[i][0] is not { } row || CustomerUnit.StateOf(customers[i], row) is not { ErasedAt: null } state || (state.Person is { } member && member.Survivor != customers[i]))
            {
                continue;
            }

            if (state.Person is not { } person)
            {
                persons.Add(new(state, Found(frozen, [rows[i]])));
                continue;
            }

            var all = await RowsAsync(person.Members, frozen, cancellationToken).ConfigureAwait(false);
            persons.Add(new(PersonView.Of(person.Members.Zip(all, (one, of) => CustomerUnit.StateOf(one, of[0])), person.Survivor), Found(frozen, all)));
        }

        return persons;
    }

    private static HashSet<string> Found(IReadOnlyList<string> frozen, IEnumerable<StateRow?[]> rows) =>
        [.. rows.SelectMany(of => of.Skip(1).Select((row, i) => row is null ? null : frozen[i])).OfType<string>()];

    /// <summary>Of each customer the state, and the row of each frozen list.</summary>
    private async ValueTask<IReadOnlyList<StateRow?[]>> RowsAsync(IReadOnlyList<CustomerId> customers, IReadOnlyList<string> frozen, CancellationToken cancellationToken)
    {
        var rows = await instance.Store.ReadStatesAsync(instance.Tenant,
            [.. customers.SelectMany(customer => frozen.Select(name => new StateAddress(PartitionKey.Of(customer), name)).Prepend(CustomerUnit.AddressOf(customer)))], cancellationToken).ConfigureAwait(false);
        return [.. rows.Chunk(frozen.Count + 1)];
    }
}
