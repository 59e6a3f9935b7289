using System.Collections;
using System.Reflection;
using System.Text;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Routing;

/// <summary>A member that a snapshot gains one day has to be written and read back: here it is missed until it is.</summary>
public sealed class SnapshotMembersTests
{
    /// <summary>What a decision does not read, or knows from elsewhere in the snapshot.</summary>
    private static readonly string[] NotKept =
    [
        "Message.ExpiresAt", "Message.Data", "Message.Attributes", "Message.About", "Message.Guarantee", "AcquisitionSource.ClickIdName", "AcquisitionSource.ClickId", "AcquisitionSource.Term", "AcquisitionSource.Content", "AcquisitionSource.Channel", "Message.DigestKey",
        "Suppression.Address", "ConsentRecord.Wording",
        "ChannelCapabilities.IsOnline", "ChannelCapabilities.TextLimit", "ChannelCapabilities.TextLimitWithImage", "ChannelCapabilities.TextLimitWithButtons", "ChannelCapabilities.ButtonLimit",
        "ChannelCapabilities.SubjectLimit", "ChannelCapabilities.Html", "ChannelCapabilities.Links", "ChannelCapabilities.Images", "ChannelCapabilities.Video", "ChannelCapabilities.MaxButtons", "ChannelCapabilities.Formats", "ChannelCapabilities.Markups", "ChannelCapabilities.ImageLimit",
        "ChannelSnapshot.Address", "Contact.Address", // numbered: SnapshotReaderTests
    ];

    private static readonly Persona[] Personas =
    [
        new() { Id = new("keen"), Name = "Keen", Channels = new Dictionary<Channel, int> { [Channel.Email] = 40 }, When = Condition.Always },
        new() { Id = new("seen"), Name = "Seen", Channels = new Dictionary<Channel, int> { [Channel.Push] = 40 }, Evidence = [PersonaEvidence.Of(Channel.Email, 20)] },
    ];

    private static readonly Dictionary<string, string> Landing = new()
    {
        ["landing"] = "https://shop.example/?gclid=abc&utm_source=g&utm_medium=cpc&utm_campaign=spring&utm_term=shoes&utm_content=a",
        ["referrer"] = "https://www.blog.example/",
    };

    [Fact]
    public void Read_OfEveryMember_GivesItBack()
    {
        var seen = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var situation in new SituationGenerator(seed: 31, personas: Personas).Take(300))
        {
            var asked = situation with
            {
                Message = situation.Message with { Topic = new("spring") },
                Personas = Personas,
                Touchpoints =
                [
                    .. situation.Touchpoints,
                    .. Enumerable.Range(0, situation.AgentsFree == 1 ? 9 : 0).Select(i => new Touchpoint { Source = "/", Id = $"seen-{i}", Type = TouchpointType.SiteVisited, Customer = situation.Customer.Id, At = situation.Now.AddDays(-i), Channel = Channel.Email, Data = Landing }),
                ],
                Irrelevant = situation.AgentsFree == 1 ? "sold out" : null,
                Customer = situation.Customer with
                {
                    Topics = new Dictionary<Topic, Liking> { [new("spring")] = (Liking)(situation.AgentsFree - 1) },
                    PurchaseChannel = situation.AgentsFree == 1 ? Channel.Store : null,
                    AcquiredBy = situation.AgentsFree == 2 ? Channel.TikTok : null,
                    Attributes = situation.AgentsFree == 1 ? FactSet.Empty.With(Facts.Custom.Flag("membersVip", "Very important"), true) : null,
                },
                Campaign = situation.Campaign with { Variants = [.. situation.Campaign.Variants.Select(one => one with { Account = situation.AgentsFree == 2 ? "other" : null })] },
            };
            var snapshot = asked.Decide(ReplayPolicies.Full).Snapshot;
            var later = snapshot with
            {
                NotBefore = snapshot.Now.AddMinutes(5),
                Contacts = [.. snapshot.Contacts.Select((one, i) => one with { IsAddressOnly = i % 2 == 0 ? true : null })],
                Channels = [.. snapshot.Channels.Select((one, i) => one with { LeadQuality = i, AddressProblem = i == 1 ? "it has a space in it" : null, History = one.History with { Engagements = i, Conversions = i } })],
            };
            later = later with { Whole = later.NotBefore < later.ExpiresAt ? TimeRanges.Of(later.NotBefore, later.ExpiresAt) : TimeRanges.Empty };
            var (before, after) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new SortedDictionary<string, string>(StringComparer.Ordinal));

            Flatten(later, "", before, seen);
            Flatten(ReadBack(later), "", after, []);

            Assert.Equal(before, after);
        }

        // A member that was always empty was not compared; an assumption has no causes, and whether a contact was counted among deliveries is nothing that a decision reads.
        Assert.Equal("Contact.IsCounted, Reason.Causes", string.Join(", ", seen.Where(one => !one.Value).Select(one => one.Key).Order(StringComparer.Ordinal)));
    }

    private static Snapshot ReadBack(Snapshot snapshot)
    {
        var octets = Encoding.UTF8.GetBytes(SnapshotText.Of(snapshot));
        var findings = new JsonFindings(octets);
        return SnapshotReader.Read(JsonPartReader.Read(octets, findings), findings) ?? throw new InvalidOperationException(string.Join('\n', findings.All));
    }

    private static void Flatten(object? value, string path, SortedDictionary<string, string> into, Dictionary<string, bool> seen)
    {
        if (value is IEnumerable all and not string)
        {
            var count = 0;
            foreach (var one in all)
            {
                Flatten(one, $"{path}[{count++}]", into, seen);
            }

            into[path + ".Count"] = $"{count}";
        }
        else if (value is FactSet facts)
        {
            into[path] = string.Join(' ', facts.Values);
        }
        else if (value is null || value.GetType().Namespace != nameof(OmniChannel) || value.GetType().IsEnum || value.GetType().IsValueType)
        {
            into[path] = value is DateTimeOffset at ? $"{at.UtcTicks}" : $"{value}";
        }
        else
        {
            foreach (var member in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                var name = $"{member.DeclaringType!.Name}.{member.Name}";
                if (member.Name != "EqualityContract" && member.GetIndexParameters().Length == 0 && !NotKept.Contains(name))
                {
                    var held = member.GetValue(value);
                    seen[name] = seen.GetValueOrDefault(name) || !IsEmpty(held);
                    Flatten(held, $"{path}.{member.Name}", into, seen);
                }
            }
        }
    }

    private static bool IsEmpty(object? held) => held switch
    {
        null or "" => true,
        IEnumerable all and not string => !all.GetEnumerator().MoveNext(),
        ValueType value => value.Equals(Activator.CreateInstance(value.GetType())),
        _ => false,
    };
}
