using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Identity;

/// <summary>P20: clusters are a function of the ordered decision log; no cluster holds two values of a type of which one is allowed; blocked values join nothing; unlinking restores.</summary>
public sealed class IdentityPropertiesTests
{
    private static readonly Func<string, Identifier>[] Types =
        [Identifier.AuthenticatedId, Identifier.VerifiedEmail, Identifier.VerifiedPhone, Identifier.LoyaltyCard, Identifier.UnverifiedEmail, Identifier.Device, Identifier.Browser];

    private static readonly string[] Nothing = ["", "null", "000", "-1", "anonymous"];

    private enum Kind
    {
        See,
        SeeMore,
        SeeBlocked,
        SignIn,
        SignOut,
        Link,
        Unlink,
        Give,
    }

    [Fact]
    public void People_OverAnyHistory_AreAFunctionOfTheLogAndKeepTheLimits() => Keeps(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(new Replay(new Rnd(1UL, 3UL), null)));

    [Fact]
    public void People_OverManyHistories_KeepTheSame()
    {
        Needs.LongRun();
        for (var batch = 0; batch < 50; batch++)
        {
            Keeps(Config.QuickThrowOnFailure.WithMaxTest(2_000)); // other histories each time; what fails says its seed
        }
    }

    [Fact]
    public void Unlink_OfThousandLinksInRandomOrder_RestoresEverybody() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(new Replay(new Rnd(2UL, 5UL), null)),
        Prop.ForAll(Gen.Choose(0, 7).SelectMany(from => Gen.Choose(0, 7).Select(into => (from, into))).ListOf(20).ToArbitrary(), links =>
        {
            var town = new Town();
            var people = Enumerable.Range(0, 8).Select(i => town.See(Identifier.AuthenticatedId($"u{i}"), Identifier.Device($"d{i}"))).ToArray();
            var (clusters, profiles) = (town.Clusters(), town.Profiles);
            var made = new List<(CustomerId Who, IReadOnlyList<string> Before)>();
            foreach (var (from, into) in links)
            {
                var before = town.Clusters();
                var survivor = town.Graph.SurvivorOf(people[from]);
                if (town.Link(people[from], people[into]) == LinkOutcome.Linked)
                {
                    made.Add((survivor, before));
                }
            }

            foreach (var (who, before) in Enumerable.Reverse(made))
            {
                if (town.Unlink(who) != UnlinkOutcome.Unlinked || !town.Clusters().SequenceEqual(before))
                {
                    return false;
                }
            }

            return town.Clusters().SequenceEqual(clusters) && town.Profiles.SequenceEqual(profiles);
        }));

    private static void Keeps(Config config) =>
        Check.One(config, Prop.ForAll(Histories().ToArbitrary(), steps => Broken(steps) is var broken && broken.Length == 0 ? Prop.ToProperty(true) : Prop.ToProperty(false).Label(broken)));

    private static Gen<List<(Kind Kind, int One, int Other, int Third)>> Histories() =>
        from length in Gen.Choose(1, 30)
        from steps in (from kind in Gen.Elements(Enum.GetValues<Kind>()) from one in Gen.Choose(0, 27) from other in Gen.Choose(0, 27) from third in Gen.Choose(0, 27) select (kind, one, other, third)).ListOf(length)
        select steps.ToList();

    private static string Broken(List<(Kind Kind, int One, int Other, int Third)> steps)
    {
        var (town, again) = (Live(steps), Live(steps));
        var broken = new List<string>();
        if (!town.Log.SequenceEqual(again.Log))
        {
            broken.Add("the same history led to other decisions");
        }

        var folded = town.Log.Aggregate(IdentityGraph.Empty, (graph, decision) => graph.Apply(decision));
        if (!Town.Clusters(folded).SequenceEqual(town.Clusters()) || !town.Of(folded).SequenceEqual(town.Profiles))
        {
            broken.Add("the log folds into other people");
        }

        var stored = IdentityGraph.Of(town.Graph.Records);
        if (!Town.Clusters(stored).SequenceEqual(town.Clusters()) || !town.Of(stored).SequenceEqual(town.Profiles))
        {
            broken.Add("the records tell of other people");
        }

        foreach (var person in town.Graph.People())
        {
            var accounts = person.Count(IdentifierType.AuthenticatedId);
            var commanded = person.Members.Count(member => member.Link?.By is not null);
            var given = town.Log.Count(decision => decision is { By: not null, Kind: IdentityDecisionKind.Attached or IdentityDecisionKind.Moved });
            if (accounts > 1 + commanded + given)
            {
                broken.Add($"{person.Survivor} has {accounts} accounts by {commanded} commands");
            }
        }

        foreach (var blocked in town.Blocked)
        {
            if (town.Reader.Read(blocked) is not null)
            {
                broken.Add($"'{blocked.Value}' matches");
            }
        }

        return string.Join("; ", broken);
    }

    private static Town Live(List<(Kind Kind, int One, int Other, int Third)> steps)
    {
        var town = new Town();
        foreach (var (kind, one, other, third) in steps)
        {
            var customers = town.Graph.Records.Select(record => record.Customer).Order(Comparer<CustomerId>.Create((left, right) => string.CompareOrdinal(left.Value, right.Value))).ToList();
            switch (kind)
            {
                case Kind.See:
                    town.See(Mark(one), Mark(other));
                    break;
                case Kind.SeeMore:
                    town.See(Mark(one), Mark(other), Mark(third));
                    break;
                case Kind.SeeBlocked:
                    town.See(Mark(one), Types[other % Types.Length](Nothing[third % Nothing.Length]));
                    break;
                case Kind.SignIn when customers.Count > 0:
                    town.SignIn(customers[one % customers.Count], Identifier.AuthenticatedId($"v{other % 4}"), Mark(third));
                    break;
                case Kind.SignOut:
                    town.SignOut(Identifier.Device($"v{one % 4}"), Identifier.Browser($"v{other % 4}"));
                    break;
                case Kind.Link when customers.Count > 0:
                    town.Link(customers[one % customers.Count], customers[other % customers.Count]);
                    break;
                case Kind.Unlink when customers.Count > 0:
                    town.Unlink(customers[one % customers.Count]);
                    break;
                case Kind.Give when customers.Count > 0:
                    town.Give(Mark(one), customers[other % customers.Count]);
                    break;
            }
        }

        return town;
    }

    /// <summary>One of four values of one of the seven types.</summary>
    private static Identifier Mark(int number) => Types[number / 4]($"v{number % 4}");
}
