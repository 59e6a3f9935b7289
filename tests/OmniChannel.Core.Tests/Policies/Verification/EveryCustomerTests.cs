namespace OmniChannel.Tests.Policies.Verification;

/// <summary>A world so small that every customer of it can be asked: what the verifier finds is exactly what asking all of them finds, and its witnesses really get nothing.</summary>
public sealed class EveryCustomerTests
{
    private static readonly Channel[] Channels = [Channel.Email, Channel.Sms, Channel.Push];
    private static readonly OrderedFact<int> Step = Facts.Custom.Number("step", "A step.", 0, 3);
    private static readonly TextFact Tier = Facts.Custom.Text("tier", "A tier.", ["gold", "silver"]);
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly PolicyContext Context = new()
    {
        Accounts = Channels,
        Personas = [.. new[] { "teen", "parent" }.Select(name => new Persona { Id = new(name), Name = name, Channels = new Dictionary<Channel, int>() })],
    };

    private static readonly Customer[] Everybody =
    [
        .. from step in new int?[] { null, 0, 1, 2, 3 }
           from tier in new[] { null, "gold", "silver" }
           from persona in new[] { null, "teen", "parent", "uncle" }
           from onSite in new[] { false, true }
           select new Customer(step, tier, persona, onSite),
    ];

    [Fact]
    public void Findings_AreThoseOfAskingEverybody()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 0; seed < 500; seed++)
        {
            var policy = Any(new Random(seed));
            var report = PolicyVerifier.Verify(policy, Context);
            var found = report.Findings.Where(one => one.Code is "OC2101" or "OC2102" or "OC2201" or "OC2202" or "OC2203").Select(one => $"{one.Code} {one.Place.Part} {one.Place.Index}").Concat(Gaps(report)).Order(StringComparer.Ordinal).ToList();

            Assert.Equal((seed, string.Join('\n', Asked(policy).Order(StringComparer.Ordinal))), (seed, string.Join('\n', found)));
            foreach (var code in found)
            {
                seen[code[..6]] = seen.GetValueOrDefault(code[..6]) + 1;
            }
        }

        Assert.Equal(["OC2101", "OC2102", "OC2201", "OC2202", "OC2203", "OC2302"], seen.Where(one => one.Value >= 10).Select(one => one.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Witness_Decided_GetsNoChannelAndOthersDo()
    {
        var (shown, reached) = (0, 0);
        for (var seed = 0; seed < 600; seed++)
        {
            var random = new Random(seed);
            var policy = Any(random);
            foreach (var finding in PolicyVerifier.Verify(policy, Context).Findings.Where(one => one.Code is "OC2302" or "OC2303" && one.Example is not null))
            {
                // Whatever the witness does not name may be anything.
                var decision = Everybody[random.Next(Everybody.Length)].As(finding.Example!).Decide(policy);
                Assert.True(decision.Choice is null, $"seed {seed}: {finding}\n{decision}");
                shown++;
            }

            var customer = Everybody[random.Next(Everybody.Length)];
            Assert.Equal((seed, Channels.Any(channel => !IsOut(policy, channel, customer))), (seed, customer.Decide(policy).Choice is not null));
            reached += customer.Decide(policy).Choice is null ? 0 : 1;
        }

        Assert.True(shown > 30 && reached > 100, $"{shown} witnesses, {reached} reached: the check looked at too little.");
    }

    private static IEnumerable<string> Gaps(PolicyReport report) =>
        report.Findings.Where(one => one.Code == "OC2302").Select(one => one.Found).Select(found =>
            found.Contains("for anybody", StringComparison.Ordinal) ? "OC2302 anybody" : "OC2302 " + found.Split('"')[1]);

    /// <summary>The same, by asking everybody.</summary>
    private static IEnumerable<string> Asked(Policy policy)
    {
        for (var i = 0; i < policy.Rules.Count; i++)
        {
            var (at, rule) = (i, policy.Rules[i]);
            var acting = (from channel in ChannelsOf(rule) from customer in Everybody where Acts(rule, channel, customer) select (channel, customer)).ToList();
            if (acting.Count == 0)
            {
                if (rule.When is not ConstantCondition)
                {
                    yield return $"OC2101 Rule {i}";
                }

                continue;
            }

            if (rule is ExcludeRule && rule.When is not ConstantCondition && acting.TrueForAll(one => ConditionWalker.Evaluate(rule.When, new Seen(one.customer, one.channel)) != Truth.True))
            {
                yield return $"OC2102 Rule {i}";
            }

            if (acting.TrueForAll(one => policy.Rules.Where((other, j) => j != at && other is not ScoreRule && other.Concerns(one.channel) && (rule is ScoreRule || j < at)).Any(other => Acts(other, one.channel, one.customer))))
            {
                yield return $"{(rule is ScoreRule ? "OC2203" : "OC2201")} Rule {i}";
            }
        }

        for (var i = 0; i < policy.Plans.Count; i++)
        {
            var holding = Everybody.Where(customer => Holds(policy.Plans[i], customer)).ToList();
            if (holding.Count == 0)
            {
                yield return $"OC2101 Plan {i}";
            }
            else if (holding.TrueForAll(customer => policy.Plans.Take(i).Any(earlier => Holds(earlier, customer))))
            {
                yield return $"OC2202 Plan {i}";
            }
        }

        var left = Everybody.Where(customer => Channels.All(channel => IsOut(policy, channel, customer))).ToHashSet();
        if (left.Count == Everybody.Length)
        {
            yield return "OC2302 anybody";
        }
        else if (policy.ToString().Contains("customer.persona", StringComparison.Ordinal))
        {
            foreach (var persona in new[] { "teen", "parent" }.Where(name => Everybody.Where(customer => customer.Persona == name).All(left.Contains)))
            {
                yield return "OC2302 " + persona;
            }
        }
    }

    private static Policy Any(Random random)
    {
        var policy = Policy.Named("any").WithoutSafeCaps().WithoutSafeQuietHours();
        for (var rules = random.Next(1, 7); rules > 0; rules--)
        {
            Channel[] channels = random.Next(4) == 0 ? [] : [Channels[random.Next(3)]];
            _ = random.Next(7) switch
            {
                0 or 1 => policy.Exclude(channels, Tree(random, 2), "no"),
                2 => policy.Require(channels, Tree(random, 2), "only"),
                3 => policy.Score(channels, 10, Tree(random, 2), "more"),
                _ => policy.FirstOf([Channel.Sms, Channel.Email], Tree(random, 1), "first"),
            };
        }

        return policy.OtherwiseBest();
    }

    private static Condition Tree(Random random, int depth) => depth > 0 && random.Next(3) > 0
        ? random.Next(3) switch { 0 => Tree(random, depth - 1) & Tree(random, depth - 1), 1 => Tree(random, depth - 1) | Tree(random, depth - 1), _ => !Tree(random, depth - 1) }
        : random.Next(9) switch
        {
            0 => Step < random.Next(-1, 5),
            1 => Step >= random.Next(-1, 5),
            2 => Step != random.Next(0, 4),
            3 => Step.IsKnown,
            4 => Tier == (random.Next(2) == 0 ? "gold" : "silver"),
            5 => Tier.IsKnown,
            6 => Facts.Persona == new PersonaId(random.Next(2) == 0 ? "teen" : "parent"),
            7 => Facts.OnSite,
            _ => Facts.Channel == Channels[random.Next(3)],
        };

    private static Channel[] ChannelsOf(PolicyRule rule) => rule.Channels.Count > 0 ? [.. rule.Channels] : Channels;

    private static bool Acts(PolicyRule rule, Channel channel, Customer customer) => rule is ScoreRule
        ? ConditionWalker.Evaluate(rule.When, new Seen(customer, channel)) == Truth.True
        : RuleWalker.TakesOut(rule, new Seen(customer, channel)) != Truth.False;

    private static bool Holds(Plan plan, Customer customer) => ConditionWalker.Evaluate(plan.When, new Seen(customer, null)) == Truth.True;

    private static bool IsOut(Policy policy, Channel channel, Customer customer) => policy.Rules.Any(rule => rule is not ScoreRule && rule.Concerns(channel) && Acts(rule, channel, customer));

    private readonly record struct Customer(int? Step, string? Tier, string? Persona, bool OnSite)
    {
        /// <summary>This customer, but as the witness where it says something.</summary>
        public Customer As(WitnessFacts witness) => new(
            witness.Find(EveryCustomerTests.Step, null) is { } step ? (step == FactValue.Absent ? null : (int)step.Number) : Step,
            witness.Find(EveryCustomerTests.Tier, null) is { } tier ? tier.Text : Tier,
            witness.Find(Facts.Persona, null) is { } persona ? persona.Text : Persona,
            witness.Find(Facts.OnSite, null) is { } onSite ? onSite.Number == 1 : OnSite);

        public Decision Decide(Policy policy)
        {
            var id = new CustomerId("anna");
            var attributes = Step is { } step ? FactSet.Empty.With(EveryCustomerTests.Step, step) : FactSet.Empty;
            return new Situation
            {
                Now = Noon,
                Message = new Message { Campaign = new("spring"), Purpose = Purpose.Marketing },
                Campaign = new Campaign { Id = new("spring"), Name = "Spring", Variants = [.. Channels.Select(channel => new Variant { Channel = channel, Text = "Spring." })] },
                Customer = new CustomerProfile
                {
                    Id = id,
                    TimeZone = "Europe/Berlin",
                    Persona = Persona is null ? null : new PersonaId(Persona),
                    Attributes = Tier is null ? attributes : attributes.With(EveryCustomerTests.Tier, Tier),
                    ContactPoints = [.. Channels.Select(channel => new ContactPoint { Channel = channel, Address = "a" })],
                    Consents = [.. Channels.Select(channel => ConsentRecord.Grant(Purpose.Marketing, channel, Noon.AddDays(-1), "test"))],
                },
                Touchpoints = OnSite ? [new Touchpoint { Source = "test", Id = "1", Customer = id, Type = TouchpointType.SiteVisited, At = Noon }] : [],
            }.Decide(policy);
        }
    }

    private readonly struct Seen(Customer customer, Channel? channel) : IFactSource
    {
        public FactValue Read(Fact fact) => fact.Id switch
        {
            FactId.Channel => FactValue.Of(channel?.Name),
            FactId.Persona => FactValue.Of(customer.Persona),
            FactId.OnSite => FactValue.Of(customer.OnSite),
            _ when fact.Equals(Step) => customer.Step is { } step ? FactValue.Of((long)step) : FactValue.Absent,
            _ when fact.Equals(Tier) => FactValue.Of(customer.Tier),
            _ => throw new InvalidOperationException($"Nobody asks {fact}."),
        };
    }
}
