using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>The code of docs/replay-and-diff.md, compiled here and run by <see cref="ReplaySamplesTests"/>.</summary>
internal static class ReplaySamples
{
    internal static async Task RecordAsync(IChannelOrchestrator omni, Message message, CustomerId customer, string path, CancellationToken cancellationToken)
    {
        #region RecordDecision
        var decision = await omni.DecideAsync(message, customer, cancellationToken);
        await File.AppendAllLinesAsync(path, [decision.Record().ToString()], cancellationToken); // one line of JSON, no address in it
        #endregion
    }

    internal static void Replay(string path, Policy policy, TextWriter console)
    {
        #region ReplayDecisions
        foreach (var line in File.ReadLines(path))
        {
            var read = DecisionRecording.Read(line);
            console.WriteLine(read.IsRead ? DecisionReplay.Run(read.Recording, policy) : read.Diagnostics[0]);
        }
        #endregion
    }

    internal static PolicyDiff Compare(Policy today, Policy tomorrow, string path, TextWriter console)
    {
        #region ComparePolicies
        var recordings = File.ReadLines(path).Select(line => DecisionRecording.Read(line).Recording ?? throw new InvalidDataException($"No recording: {line}"));
        var diff = PolicyDiff.Compare(today, tomorrow, recordings);
        console.WriteLine(diff);
        if (diff.ChangedShare > 0.02)
        {
            throw new InvalidOperationException($"{diff.Changed} of {diff.Decisions} decisions change; look at the examples before this goes out.");
        }
        #endregion
        return diff;
    }

    internal static PolicyDiff CompareMadeUp()
    {
        #region CompareMadeUp
        var today = Policy.Named("shop").OtherwiseBest();
        var tomorrow = Policy.Named("shop")
            .Exclude(Channel.Sms, when: Facts.Urgency < Urgency.High, because: "a text message is for what cannot wait")
            .OtherwiseBest();
        var customers = new SituationGenerator(seed: 1).Take(500);
        var diff = PolicyDiff.Compare(today, tomorrow, customers.Select(customer => customer.Decide(today).Record()), examples: 1);
        #endregion
        return diff;
    }

    internal static async Task HoldAsync(Policy shop, CancellationToken cancellationToken)
    {
        #region HoldPolicy
        var subject = new PolicyUnderTest
        {
            Policy = shop,
            Caps = [new FrequencyCap { Max = 3, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(7) } }], // what the house promised its customers
        };
        foreach (var name in PolicyInvariants.Names)
        {
            await PolicyInvariants.RunAsync(name, subject, cancellationToken);
        }
        #endregion
    }

    internal static Decision Decide(Policy shop)
    {
        #region DecideSituation
        var anna = new Situation
        {
            Now = new DateTimeOffset(2026, 3, 29, 0, 30, 0, TimeSpan.Zero), // the night in which clocks go forward
            Customer = new CustomerProfile
            {
                Id = new("anna"),
                TimeZone = "Europe/Berlin",
                ContactPoints = [ContactPoint.Sms("+4915112345678")],
                Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "sign-up")],
            },
            Campaign = new Campaign { Id = new("spring"), Name = "Spring", Variants = [new Variant { Channel = Channel.Sms, Text = "Spring is here" }] },
            Message = new Message { Campaign = new("spring"), Purpose = Purpose.Marketing },
        };
        var decision = anna.Decide(shop); // SMS at 06:00 UTC: 08:00 on the clock in Berlin
        #endregion
        return decision;
    }
}
