using System.Globalization;

namespace OmniChannel.Testing;

/// <summary>
/// What has to hold for every customer whatever a policy says, as named cases: made-up customers are decided for, and each decision is judged by a slow check of its own that shares no line with what decides.
/// A broken case names the seed and the customer, so that it can be seen again.
/// </summary>
/// <example>
/// With xunit: a theory over <c>PolicyInvariants.Names</c> whose body is <c>await PolicyInvariants.RunAsync(name, new PolicyUnderTest { Policy = shop }, cancellationToken)</c>.
/// </example>
public static class PolicyInvariants
{
    /// <summary>All cases.</summary>
    public static IReadOnlyList<ConformanceCase<PolicyUnderTest>> Cases { get; } =
    [
        Judged("Consent_IsNeverMissing", "Nothing goes out without a consent that holds for its purpose, on its channel, at its time.", ConsentCheck.Broken),
        Judged("QuietHours_AreNeverBroken", "Nothing goes out in quiet hours of any zone the customer may be in, unless it is urgent enough.", QuietCheck.Broken),
        Judged("Caps_AreNeverExceeded", "No window of any cap that contains a message holds more than the cap allows, past and reserved messages included.", CapCheck.Broken, messages: 6),
        Judged("Suppressed_AreNeverWrittenTo", "Nothing goes to an address that bounced, complained or said STOP.", SuppressionCheck.Broken),
        Judged("Decisions_AlwaysEnd", "A decision chooses a channel and a time before the message expires, or says why not; stepping up never comes back.", EndCheck.Broken, needsMessage: false),
        Judged("RuleOrder_DoesNotMatter", "The order in which exclusions, requirements and scores stand changes no choice and no score.", OrderCheck.OfRules, needsMessage: false),
        Judged("ChannelOrder_DoesNotMatter", "The order in which channels, variants, consents, touchpoints and past messages are stated changes no choice and no score.", OrderCheck.OfFacts, needsMessage: false),
    ];

    /// <summary>The names of all cases.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Cases.Select(@case => @case.Name)];

    /// <summary>Runs one case by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="subject">The policy, and what it is held to.</param>
    /// <param name="cancellationToken">Ends a case that takes too long.</param>
    /// <exception cref="ConformanceException">The policy, or what decides by it, breaks the promise of the case.</exception>
    public static Task RunAsync(string name, PolicyUnderTest subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var found = Cases.FirstOrDefault(@case => @case.Name == name) ?? throw new ArgumentException($"No case is named '{name}'; PolicyInvariants.Names lists them.", nameof(name));
        return found.RunAsync(_ => ValueTask.FromResult(subject), cancellationToken);
    }

    /// <param name="name">The case's name.</param>
    /// <param name="promise">What it holds to.</param>
    /// <param name="broken">What is wrong with a decision, in words; null when nothing is.</param>
    /// <param name="messages">How many messages each customer is sent, one on top of the other.</param>
    /// <param name="needsMessage">Whether a run in which nothing was sent has judged nothing.</param>
    private static ConformanceCase<PolicyUnderTest> Judged(string name, string promise, Func<Situation, Decision, PolicyUnderTest, string?> broken, int messages = 1, bool needsMessage = true) =>
        new(name, promise, (subject, cancellationToken) =>
        {
            var sent = 0;
            foreach (var made in new SituationGenerator(subject.Seed, subject.Channels, subject.Personas).Take(subject.Situations))
            {
                var situation = subject.Adjust(made);
                for (var left = messages; left > 0; left--)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var decision = subject.Decide(situation, subject.Policy);
                    if (broken(situation, decision, subject) is { } problem)
                    {
                        throw new ConformanceException(string.Create(CultureInfo.InvariantCulture, $"seed {subject.Seed}, {situation.Customer.Id} at {situation.Now:O}: {problem}\n{Told(decision)}\n"));
                    }

                    if (decision.Choice is not { } choice)
                    {
                        break;
                    }

                    sent++;
                    situation = situation with
                    {
                        Messages = [.. situation.Messages, new CountedMessage { Channel = choice.Channel, Address = Addresses.Used(situation, choice.Channel) ?? "", Purpose = situation.Message.Purpose, At = choice.At }],
                    };
                }
            }

            Expect.That(sent > 0 || !needsMessage, $"None of {subject.Situations} made-up customers was sent anything, so nothing was judged; use Adjust to make situations for which the policy sends.");
            return Task.CompletedTask;
        });

    /// <summary>A decision without an end has no words.</summary>
    private static string Told(Decision decision) => decision.Choice is null && decision.NothingBecause is null ? "" : decision.ToString();
}
