using System.Text.Json;
using OmniChannel.Tests.Identity;

namespace OmniChannel.Tests.Carts;

/// <summary>The cases of other systems' tests: every case of a kind that a machine can check is checked, and the rest is listed with our stance.</summary>
public sealed class CartCasesTests
{
    public static TheoryData<string> Merges => CaseFile.Rows("merge");

    public static TheoryData<string> Replicas => CaseFile.Rows("replicas");

    public static TheoryData<string> Histories => CaseFile.Rows("history");

    public static TheoryData<string> Identities => CaseFile.Rows(IdentityProfileCases.Kind);

    [Theory]
    [MemberData(nameof(Merges))]
    public void Merge_ByItsPolicy_GivesTheLines(string id) => Merge(CaseFile.Find(id));

    [Theory]
    [MemberData(nameof(Replicas))]
    public void Replicas_AfterTheirSteps_ShowTheLines(string id) => Steps(CaseFile.Find(id));

    [Theory]
    [MemberData(nameof(Histories))]
    public void History_OfOneQuantity_IsJudged(string id) => History(CaseFile.Find(id));

    [Theory]
    [MemberData(nameof(Identities))]
    public void Identity_OfEventsUnderRules_LeadsToTheProfiles(string id) => Identity(CaseFile.Find(id));

    /// <summary>Every case once: of the four kinds each is run and passes, whatever its name; of the others each has a stance.</summary>
    [Fact]
    public void EveryCase_IsRunOrHasAStance()
    {
        var failed = new List<string>();
        foreach (var kind in CaseFile.All.GroupBy(CaseFile.KindOf).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            var wrong = CaseFile.Checked.Contains(kind.Key) ? kind.Where(one => !Passes(one)).Select(IdOf).ToList() : [];
            failed.AddRange(wrong);
            Say(CaseFile.Checked.Contains(kind.Key) ? $"{kind.Key}: {kind.Count()} run, {kind.Count() - wrong.Count} passed, 0 left out" : $"{kind.Key}: {kind.Count()} not run here, each with a stance");
        }

        var asserted = CaseFile.Checked.Sum(kind => CaseFile.OfKind(kind).Count());
        Say($"together: {asserted} of {CaseFile.All.Count} run, {asserted - failed.Count} passed");
        foreach (var one in CaseFile.All.Where(one => !CaseFile.Checked.Contains(CaseFile.KindOf(one))))
        {
            var ours = one.GetProperty("ours");
            Assert.True(ours.TryGetProperty("stance", out var stance) && stance.GetString() is { Length: > 0 }, $"{IdOf(one)} is neither run nor has it a stance.");
            Say($"{IdOf(one)}: {stance.GetString()}{(ours.TryGetProperty("note", out var note) ? $"; {note.GetString()}" : "")}");
        }

        Assert.Empty(failed);
        Assert.All(CaseFile.Checked, kind => Assert.NotEmpty(CaseFile.OfKind(kind)));
        string[] rows = [.. new[] { Merges, Replicas, Histories, Identities }.SelectMany(data => data.Select(row => row.Data))];
        Assert.Equal(CaseFile.All.Where(one => CaseFile.Checked.Contains(CaseFile.KindOf(one))).Select(IdOf).Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    private static string IdOf(JsonElement one) => one.GetProperty("id").GetString()!;

    private static void Say(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);

    private static bool Passes(JsonElement one)
    {
        Action<JsonElement> run = CaseFile.KindOf(one) switch { "merge" => Merge, "replicas" => Steps, "history" => History, _ => Identity };
        return Record.Exception(() => run(one)) is null;
    }

    private static void Identity(JsonElement one) => Assert.True(IdentityProfileCases.Wrong(new IdentityCase(one)) is var wrong && wrong is null, $"{one}\n{wrong}");

    private static void Merge(JsonElement @case)
    {
        var (known, guest) = (new Logged("known"), new Logged("guest"));
        Fill(known, @case.GetProperty("existing"));
        Fill(guest, @case.GetProperty("guest"));
        known.Link(guest, PolicyOf(@case.GetProperty("policy").GetString()!));

        var found = CartViews.Of(known.Head, CartQuotes.None, ConcurrentSets.Larger).Lines;
        Assert.Equal(
            @case.GetProperty("expect").EnumerateArray().Select(line => $"{ItemOf(line).Variant} {ItemCheck.Canonical(ItemOf(line))!.Attributes} {line.GetProperty("qty").GetInt32()}").Order(StringComparer.Ordinal),
            found.Select(line => $"{line.Item.Variant} {line.Item.Attributes} {line.Quantity}").Order(StringComparer.Ordinal));
    }

    private static void Steps(JsonElement @case)
    {
        var world = new Dictionary<string, Replica>();
        var labels = new Dictionary<string, string>();
        foreach (var step in @case.GetProperty("steps").EnumerateArray())
        {
            var words = step.EnumerateArray().ToList();
            var label = words[^1] is { ValueKind: JsonValueKind.String } last && last.GetString()!.StartsWith('#') ? last.GetString()![1..] : null;
            if (label is not null)
            {
                words.RemoveAt(words.Count - 1);
            }

            if (Take(world, labels, words) is { } op && label is not null)
            {
                labels[label] = op;
            }
        }

        foreach (var expected in @case.GetProperty("expect").EnumerateObject())
        {
            AssertShows(Named(world, expected.Name), expected.Value);
        }
    }

    private static void History(JsonElement @case)
    {
        var events = @case.GetProperty("history").EnumerateArray().Select(one => new CounterEvent(
            one[0].GetString()!, one[1].GetInt32(), one[2].GetString()!, one.GetArrayLength() > 3 ? one[3].GetInt32() : null)).ToList();

        var (valid, reads) = CounterHistory.Judge(events);

        Assert.Equal(@case.GetProperty("expect").GetProperty("valid").GetBoolean(), valid);
        Assert.Equal(@case.GetProperty("expect").GetProperty("reads").EnumerateArray().Select(read => (read[0].GetInt32(), read[1].GetInt32(), read[2].GetInt32())), reads);
    }

    private static CartMergePolicy PolicyOf(string name) => name switch
    {
        "max" => CartMergePolicy.Higher,
        "sum" => CartMergePolicy.Sum,
        "separate" => CartMergePolicy.Separate,
        "guest-only" => CartMergePolicy.GuestOnly,
        "existing-only" => CartMergePolicy.ExistingOnly,
        "guest-quantity-wins" => CartMergePolicy.GuestWins,
        "existing-quantity-wins" => CartMergePolicy.ExistingWins,
        "guest-if-existing-empty" => CartMergePolicy.GuestIfExistingEmpty,
        _ => throw new InvalidOperationException($"No policy is named '{name}'."),
    };

    private static CartItem ItemOf(JsonElement line) => new()
    {
        Variant = line.GetProperty("variant").GetString()!,
        Attributes = line.TryGetProperty("attrs", out var attributes) ? attributes.GetRawText() : null,
    };

    private static void Fill(Logged cart, JsonElement lines)
    {
        foreach (var line in lines.EnumerateArray())
        {
            var quantity = line.GetProperty("qty").GetInt32();
            Assert.Equal(quantity > 0, cart.Do(CartCommand.Add(ItemOf(line), quantity)) is not null);
        }
    }

    private static string? Take(Dictionary<string, Replica> world, Dictionary<string, string> labels, List<JsonElement> words)
    {
        string Word(int i) => words[i].GetString()!;
        var one = words[0].GetString() == "fork" ? null : Named(world, Word(1));
        switch (Word(0))
        {
            case "add":
                return one!.Do(CartOpKind.Add, Word(2), words[3].GetInt32());
            case "dec":
                return one!.Do(CartOpKind.Decrement, Word(2), words[3].GetInt32());
            case "set":
                return one!.Do(CartOpKind.Set, Word(2), words[3].GetInt32());
            case "remove":
                return one!.Do(CartOpKind.Remove, Word(2));
            case "ctxremove":
                return one!.Do(CartOpKind.Remove, Word(2), seeing: Named(world, Word(3)));
            case "clear":
                return one!.Do(CartOpKind.Clear);
            case "undo":
                return one!.Do(CartOpKind.Retract, target: labels[Word(2)]);
            case "fork":
                world[Word(1)] = Named(world, Word(2)).Fork(Word(1));
                return null;
            case "merge":
                one!.Merge(Named(world, Word(2)));
                return null;
            case "deliver":
                one!.Ops[labels[Word(3)]] = Named(world, Word(2)).Ops[labels[Word(3)]];
                return null;
            case "expect":
                AssertShows(one!, words[2]);
                return null;
            default:
                throw new InvalidOperationException($"No step is named '{Word(0)}'.");
        }
    }

    private static Replica Named(Dictionary<string, Replica> world, string name) =>
        world.TryGetValue(name, out var known) ? known : world[name] = world.Count == 0 ? Replica.New(name) : world.Values.First().Beside(name);

    private static void AssertShows(Replica replica, JsonElement lines)
    {
        var expected = lines.EnumerateObject().ToDictionary(line => Replica.Key(line.Name), line => line.Value.GetInt32());
        Assert.Equal(expected, Replica.View(replica.Ops.Values, null));
        Assert.Equal(expected, Replica.View(replica.Ops.Values, CartMutant.None));
    }
}
