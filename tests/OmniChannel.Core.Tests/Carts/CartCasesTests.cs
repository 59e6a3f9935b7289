using System.Text.Json;

namespace OmniChannel.Tests.Carts;

/// <summary>The cases of other systems' tests: every case of a kind that a machine can check is checked, and the rest is listed with our stance.</summary>
public sealed class CartCasesTests
{
    public static TheoryData<string> Merges => CaseFile.Rows("merge");

    public static TheoryData<string> Replicas => CaseFile.Rows("replicas");

    public static TheoryData<string> Histories => CaseFile.Rows("history");

    [Theory]
    [MemberData(nameof(Merges))]
    public void Merge_ByItsPolicy_GivesTheLines(string id)
    {
        var @case = CaseFile.Find(id);
        var (known, guest) = (new Logged("known"), new Logged("guest"));
        Fill(known, @case.GetProperty("existing"));
        Fill(guest, @case.GetProperty("guest"));
        known.Link(guest, PolicyOf(@case.GetProperty("policy").GetString()!));

        var found = CartViews.Of(known.Head, CartQuotes.None, ConcurrentSets.Larger).Lines;
        Assert.Equal(
            @case.GetProperty("expect").EnumerateArray().Select(line => $"{ItemOf(line).Variant} {ItemCheck.Canonical(ItemOf(line))!.Attributes} {line.GetProperty("qty").GetInt32()}").Order(StringComparer.Ordinal),
            found.Select(line => $"{line.Item.Variant} {line.Item.Attributes} {line.Quantity}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Replicas))]
    public void Replicas_AfterTheirSteps_ShowTheLines(string id)
    {
        var @case = CaseFile.Find(id);
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

    [Theory]
    [MemberData(nameof(Histories))]
    public void History_OfOneQuantity_IsJudged(string id)
    {
        var @case = CaseFile.Find(id);
        var events = @case.GetProperty("history").EnumerateArray().Select(one => new CounterEvent(
            one[0].GetString()!, one[1].GetInt32(), one[2].GetString()!, one.GetArrayLength() > 3 ? one[3].GetInt32() : null)).ToList();

        var (valid, reads) = CounterHistory.Judge(events);

        Assert.Equal(@case.GetProperty("expect").GetProperty("valid").GetBoolean(), valid);
        Assert.Equal(@case.GetProperty("expect").GetProperty("reads").EnumerateArray().Select(read => (read[0].GetInt32(), read[1].GetInt32(), read[2].GetInt32())), reads);
    }

    [Fact]
    public void EveryCase_IsCheckedOrHasAStance()
    {
        var unaccounted = CaseFile.All.Where(one => !CaseFile.Checked.Contains(CaseFile.KindOf(one)) && !one.GetProperty("ours").TryGetProperty("stance", out _)).ToList();

        Assert.Empty(unaccounted);
        foreach (var kind in (string[])["merge", "replicas", "history"])
        {
            Assert.Contains(CaseFile.All, one => CaseFile.KindOf(one) == kind);
        }

        foreach (var one in CaseFile.All.Where(one => !CaseFile.Checked.Contains(CaseFile.KindOf(one))))
        {
            var ours = one.GetProperty("ours");
            TestContext.Current.TestOutputHelper?.WriteLine($"{one.GetProperty("id").GetString()}: {ours.GetProperty("stance").GetString()}{(ours.TryGetProperty("note", out var note) ? $"; {note.GetString()}" : "")}");
        }
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
