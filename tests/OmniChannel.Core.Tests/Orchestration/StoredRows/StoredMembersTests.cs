using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Delivery;
using OmniChannel.Tests.Identity;

namespace OmniChannel.Tests.Orchestration.StoredRows;

/// <summary>What is read by hand is what the generated reader reads, whatever becomes of the document.</summary>
public sealed class StoredMembersTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private static readonly Message Full = new()
    {
        Campaign = new CampaignId("spring"),
        Purpose = Purpose.Marketing,
        Urgency = Urgency.Critical,
        Topic = new Topic("shoes"),
        About = new MessageAbout { Cart = new CartId(Shop.Anna), OfferEnds = Noon },
        DigestKey = "digest",
        ExpiresAt = Noon,
        Value = Money.Of(9, "EUR"),
        Data = new Dictionary<string, string> { ["parcel"] = "4711" },
        Guarantee = SendGuarantee.AtMostOnce,
        Attributes = FactSet.Empty.With("vip", null, FactValue.Of(true)),
    };

    private static readonly OutboxContent Content = new()
    {
        Customer = Shop.Anna,
        Message = Full,
        Channel = Channel.Email,
        ExpiresAt = Noon,
        NextAt = Noon,
        Spend = Money.Of(0.07m, "EUR"),
        CountedAt = "hash",
        Frozen = new FrozenMessage { Account = "a", Address = "b", Key = "k", Content = new RenderedContent { Text = "é<&>" } },
        Account = "a",
        BegunAt = Noon,
        Tried = ["a"],
        Waits = [new AccountWait { Account = "a", Until = Noon }],
        Been = ["device"],
        IsReached = true,
        Failures = 2,
        MayBeSent = true,
        Guarantee = SendGuarantee.AtMostOnce,
        ProviderMessageId = "provider-1",
        Items = [new DigestItem { Id = "1", Message = Full, ExpiresAt = Noon }],
        Reports = [DeliveryStatus.Delivered],
        HeldUntil = Noon,
        MissingSince = Noon,
        Rest = new StepUpRest { Channels = [Channel.Sms], After = TimeSpan.FromHours(1) },
        ChannelUntil = Noon,
        SteppedFrom = new DeliveryId("d-0"),
        PlannedAt = Noon,
        SteppedTo = new DeliveryId("d-2"),
        SupersedeKey = "key",
        Reason = Reason.Of("attempt.unknown", new ReasonArgument("detail", "Silence.")),
    };

    private static readonly CustomerState State = PersonViewTests.Full() with
    {
        Profile = PersonViewTests.Full().Profile with { ContactPoints = [ContactPoint.Push("token") with { RegisteredAt = Noon }], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Noon, "form", "wording") with { Basis = ConsentBasis.Contract, Until = Noon }] },
        Contacts = [new Contact { Delivery = new DeliveryId("d"), Channel = Channel.Email, Purpose = Purpose.Marketing, At = Noon, Address = "a@b.c", IsCounted = true, IsAddressOnly = true }],
    };

    private static readonly string[] Stored = [Text(State, StoredJson.Default.CustomerState), Text(Content, StoredJson.Default.OutboxContent), Text(CustomerState.Unknown(Shop.Anna), StoredJson.Default.CustomerState)];

    /// <summary>A member that came later and was forgotten here would be lost: the samples have to hold each, and nothing that would be the same if it was lost.</summary>
    [Fact]
    public void Samples_OfWhatIsReadByHand_HoldEveryMember()
    {
        var (state, content) = (JsonNode.Parse(Stored[0])!, JsonNode.Parse(Stored[1])!);
        var at = new (JsonTypeInfo Type, JsonNode Sample)[]
        {
            (StoredJson.Default.CustomerState, state),
            (StoredJson.Default.CustomerProfile, state["profile"]!),
            (StoredJson.Default.ContactPoint, state["profile"]!["contactPoints"]![0]!),
            (StoredJson.Default.ConsentRecord, state["profile"]!["consents"]![0]!),
            (StoredJson.Default.Contact, state["contacts"]![0]!),
            (StoredJson.Default.Suppression, state["suppressions"]![0]!),
            (StoredJson.Default.OutboxContent, content),
            (StoredJson.Default.Message, content["message"]!),
        };
        foreach (var (type, sample) in at)
        {
            Assert.All(type.Properties.Where(member => member.Get is not null), member => Assert.False(sample[member.Name] is not { } value || value.ToJsonString() is "false" or "0" or "[]" or "{}" or "\"\"", $"The sample of {type.Type.Name} has no '{member.Name}': give it one, and read it in Orchestration/StoredRows."));
        }
    }

    [Fact]
    public void Read_OfWhatWasWritten_GivesEverythingBack()
    {
        Assert.Equal(Stored[0], Text(StoredJson.ReadCustomer(Bytes(Stored[0])), StoredJson.Default.CustomerState));
        Assert.Equal(Stored[1], Text(StoredJson.ReadOutbox(Bytes(Stored[1])), StoredJson.Default.OutboxContent));
        Assert.Equal(Stored[2], Text(StoredJson.ReadCustomer(Bytes(Stored[2])), StoredJson.Default.CustomerState));
    }

    /// <summary>Members that are gone, came, are null or of another kind, at any depth: both readers refuse it, or read the same. By hand a null where a text has to be is refused, too.</summary>
    [Fact]
    public void Read_OfAnyDocument_IsWhatTheGeneratedReaderReads() => Prop.ForAll(
        (from document in Gen.Choose(0, Stored.Length - 1)
         from changes in (from path in Gen.Choose(0, 10_000) from change in Gen.Choose(0, 8) select (path, change)).ListOf(2)
         select (document, changes.ToArray())).ToArbitrary(),
        one =>
        {
            var (document, changes) = one;
            var node = JsonNode.Parse(Stored[document])!;
            foreach (var (path, change) in changes)
            {
                Change(node, path, change);
            }

            var bytes = Bytes(node.ToJsonString(new JsonSerializerOptions { WriteIndented = changes.Length % 2 == 0 }));
            var (generated, hand) = document == 1
                ? (Outcome(() => Text(StoredJson.Read(bytes, StoredJson.Default.OutboxContent), StoredJson.Default.OutboxContent)), Outcome(() => Text(StoredJson.ReadOutbox(bytes), StoredJson.Default.OutboxContent)))
                : (Outcome(() => Text(StoredJson.Read(bytes, StoredJson.Default.CustomerState), StoredJson.Default.CustomerState)), Outcome(() => Text(StoredJson.ReadCustomer(bytes), StoredJson.Default.CustomerState)));
            if (hand != generated && !(hand == "refused" && changes.Any(change => change.change == 1)))
            {
                Assert.Fail($"By hand: {hand}\nGenerated: {generated}\nOf: {Encoding.UTF8.GetString(bytes.Span)}");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("{\"profile\":{\"id\":\"anna\"}} {}")]
    [InlineData("{\"profile\":{\"id\":\"anna\"},\"purchases\":1.5}")]
    [InlineData("{\"profile\":{\"id\":\"anna\"},\"siteSeenAt\":\"yesterday\"}")]
    [InlineData("{\"profile\":{\"id\":\" \"}}")]
    public void ReadCustomer_OfSomethingElse_Throws(string json) =>
        Assert.Contains("A stored CustomerState is not what it should be", Assert.Throws<JsonException>(() => StoredJson.ReadCustomer(Bytes(json))).Message, StringComparison.Ordinal);

    [Fact]
    public void ReadCustomer_EscapedNamesAndTexts_AreTheSame()
    {
        var read = StoredJson.ReadCustomer(Bytes("""{ "\u0070rofile" : { "id":"anna", "na\u006De":"\u00c4nne", "contactPoints":[{"channel":"\u0070ush","address":"t"}] } , "of later": [{"profile":5}] }"""));

        Assert.Equal((Shop.Anna, "Änne", Channel.Push), (read.Profile.Id, read.Profile.Name, read.Profile.ContactPoints[0].Channel));
    }

    /// <summary>One of the document's members, at any depth.</summary>
    private static void Change(JsonNode root, int path, int change)
    {
        var (members, todo) = (new List<(JsonObject Of, string Name)>(), new Stack<JsonNode?>([root]));
        while (todo.TryPop(out var node))
        {
            if (node is JsonObject of)
            {
                foreach (var (name, value) in of)
                {
                    members.Add((of, name));
                    todo.Push(value);
                }
            }
            else if (node is JsonArray list)
            {
                foreach (var item in list)
                {
                    todo.Push(item);
                }
            }
        }

        var (parent, member) = members[path % members.Count];
        switch (change)
        {
            case 0: parent.Remove(member); break;
            case 2: parent["of later"] = new JsonObject { ["a"] = new JsonArray(1, "2") }; break;
            default:
                parent[member] = change switch { 1 => null, 3 => "", 4 => 5, 5 => true, 6 => new JsonArray(), 7 => new JsonObject(), _ => "2026-06-15T12:00:00+00:00" };
                break;
        }
    }

    private static string Outcome(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (JsonException)
        {
            return "refused";
        }
        catch (ArgumentException)
        {
            return "refused by what it names"; // as by a reason's argument without a name
        }
    }

    private static string Text<T>(T value, JsonTypeInfo<T> type) => Encoding.UTF8.GetString(StoredJson.Write(value, type).Span);

    private static ReadOnlyMemory<byte> Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
