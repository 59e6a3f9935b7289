namespace OmniChannel;

/// <summary>The profile of a person who is several customers. Of two values the one saved last holds, and where that is not known the survivor's; what is missing never replaces what is there.</summary>
internal static class PersonProfile
{
    /// <param name="all">The customers, the survivor first.</param>
    /// <param name="survivor">Whose name the person has.</param>
    public static CustomerProfile Of(List<CustomerState> all, CustomerId survivor)
    {
        var profiles = all.OrderByDescending(state => state.ProfileSavedAt ?? DateTimeOffset.MinValue).Select(state => state.Profile).ToList();
        return new CustomerProfile
        {
            Id = survivor,
            Name = First(profile => profile.Name),
            TimeZone = First(profile => profile.TimeZone),
            Country = First(profile => profile.Country),
            Language = First(profile => profile.Language),
            Age = First(profile => profile.Age),
            ContactPoints = [.. all.SelectMany(state => state.Profile.ContactPoints).Distinct()],
            Consents = PersonConsents.Of(all.Select(state => state.Profile.Consents)),
            Channels = Likings(profiles.SelectMany(profile => profile.Channels)),
            Topics = Likings(profiles.SelectMany(profile => profile.Topics)),
            Persona = First(profile => profile.Persona),
            Stage = First(profile => profile.Stage),
            IsNew = profiles.Exists(profile => profile.IsNew == false) ? false : First(profile => profile.IsNew),
            Spent = First(profile => profile.Spent),
            PurchaseChannel = First(profile => profile.PurchaseChannel),
            AcquiredBy = First(profile => profile.AcquiredBy),
            Attributes = profiles.AsEnumerable().Reverse().Aggregate((FactSet?)null, (merged, profile) => profile.Attributes is { } said ? (merged ?? FactSet.Empty).With(said) : merged),
        };

        T? First<T>(Func<CustomerProfile, T?> of) => profiles.Select(of).FirstOrDefault(value => value is not null);
    }

    /// <summary>The most restrictive wins: what one of them dislikes is disliked.</summary>
    private static Dictionary<T, Liking> Likings<T>(IEnumerable<KeyValuePair<T, Liking>> said)
        where T : notnull => said
        .GroupBy(one => one.Key, one => one.Value)
        .ToDictionary(of => of.Key, of => of.Contains(Liking.Dislike) ? Liking.Dislike : of.Max());
}
