namespace OmniChannel;

/// <summary>Reads who a customer is, as committed.</summary>
internal static class PersonReader
{
    public static async ValueTask<Person> ReadAsync(Instance instance, CustomerId customer, CancellationToken cancellationToken)
    {
        var own = await CustomerUnit.ReadAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        var customers = own.Person?.Members ?? [customer];
        var rows = await instance.Store.ReadStatesAsync(instance.Tenant, [.. customers.SelectMany(one => new[] { CustomerUnit.AddressOf(one), IdentityMember.AddressOf(one) })], cancellationToken).ConfigureAwait(false);
        var members = customers.Select((one, i) => IdentityMember.Of(one, rows[2 * i], rows[(2 * i) + 1])).ToList();
        var person = IdentityGraph.Of(members.Select(member => member.Record)).PersonOf(customer);
        var all = person.Members;
        return new Person
        {
            Survivor = person.Survivor,
            Customers = [.. all.Select(member => member.Customer)],
            Links = [.. all.Where(member => member.Link is not null).Select(LinkOf)],
            Profile = PersonView.Of(members.Select(member => member.State), person.Survivor).Profile,
            Identifiers = person.Identifiers.GroupBy(identifier => identifier.Type).ToDictionary(of => of.Key, of => of.Count()),
            Suggestions = [.. all.SelectMany(member => member.Suggestions).Where(suggestion => !person.Has(suggestion.Customer)).OrderBy(suggestion => suggestion.At)],
        };
    }

    private static PersonLink LinkOf(IdentityRecord member) => new()
    {
        Customer = member.Customer,
        Into = member.Link!.Into,
        At = member.Link.At,
        Reason = member.Link.Reason,
        By = member.Link.By,
        Type = member.Link.Type,
    };
}
