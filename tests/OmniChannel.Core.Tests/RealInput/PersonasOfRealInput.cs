using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel.Tests.RealInput;

/// <summary>One customer of a real file: what is known, and what was done.</summary>
internal sealed record RealBuyer(CustomerProfile Profile, IReadOnlyList<Touchpoint> Touchpoints);

/// <summary>Real customers through personas: whom they are matched to, and what the whole comes to.</summary>
internal static class PersonasOfRealInput
{
    /// <param name="title">Whose customers.</param>
    /// <param name="buyers">The customers.</param>
    /// <param name="personas">The personas.</param>
    /// <param name="now">The day.</param>
    /// <param name="late">Whether what was done comes in the opposite order.</param>
    public static string Report(string title, IReadOnlyList<RealBuyer> buyers, IReadOnlyList<Persona> personas, DateTimeOffset now, bool late)
    {
        var book = PersonaBook.Of(personas);
        var today = SignalTally.DayOf(now);
        var (firsts, shares, channels) = (new int[book.Count + 1], new long[book.Count + 1], new SortedDictionary<string, long>(StringComparer.Ordinal));
        ChannelDefinition[] asked = [ChannelDefinitions.Find(Channel.Email)!, ChannelDefinitions.Find(Channel.Push)!, ChannelDefinitions.Find(Channel.Website)!, ChannelDefinitions.Find(Channel.CallCentre)!];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var buyer in buyers)
        {
            var state = CustomerFold.Apply(CustomerState.Unknown(buyer.Profile.Id), buyer.Profile);
            state = (late ? Enumerable.Reverse(buyer.Touchpoints) : buyer.Touchpoints).Aggregate(state, CustomerFold.Apply);
            var mix = PersonaMix.Of(book, state, new ProfileFacts(state, now), today);
            var preferences = LearnedPreference.Of(mix, state.Behaviour, today, asked);
            Assert.Equal(1000, mix.Shares.ToArray().Sum());
            firsts[mix.First < 0 ? book.Count : mix.First]++;
            for (var place = 0; place <= book.Count; place++)
            {
                shares[place] += mix.Shares[place];
            }

            for (var c = 0; c < asked.Length; c++)
            {
                channels[asked[c].Channel.Name] = channels.GetValueOrDefault(asked[c].Channel.Name) + preferences[c];
            }

            hash.AppendData(Encoding.UTF8.GetBytes($"{buyer.Profile.Id} {string.Join(' ', mix.Shares.ToArray())} {string.Join(' ', preferences)}\n"));
        }

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{title}: {buyers.Count} customers, {buyers.Sum(buyer => buyer.Touchpoints.Count)} touchpoints\n");
        for (var place = 0; place <= book.Count; place++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {(place < book.Count ? book[place].Id.Value : "none of them")}: first for {firsts[place]}, {shares[place] / (decimal)buyers.Count / 10m:0.00} % of all\n");
        }

        text.Append("  preference on average: ").AppendJoin(", ", channels.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value / (decimal)buyers.Count:0.00}"))).Append('\n');
        return text.Append("  SHA-256 of all: ").Append(Convert.ToHexStringLower(hash.GetHashAndReset())).Append('\n').ToString();
    }
}
