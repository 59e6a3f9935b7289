using System.Globalization;
using System.Text.Json;

namespace OmniChannel;

/// <summary>Reads what several parts of a policy file share: channels, conditions, facts, choices, times. What is wrong is a finding.</summary>
internal sealed class PartReader(JsonFindings findings, FactSchema schema)
{
    public static readonly string[] Urgencies = ["low", "normal", "high", "critical"];
    public static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public JsonFindings Findings => findings;

    /// <summary>What a misused builder said, without what only a C# programmer cares for.</summary>
    public static string Said(ArgumentException problem) =>
        problem.Message.Split(" (Parameter", 2)[0].Split("\nActual value", 2)[0].TrimEnd('\r');

    /// <summary>Does it; what the builder refuses is a finding at this part.</summary>
    public T? Try<T>(JsonPart part, Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (ArgumentException problem)
        {
            findings.Add(JsonCodes.BadValue, part, Said(problem));
            return null;
        }
        catch (InvalidOperationException problem)
        {
            findings.Add(JsonCodes.TooMuch, part, problem.Message);
            return null;
        }
    }

    /// <summary>The condition of "when"; one that always holds where it is left out; null for one that cannot be read.</summary>
    public Condition? When(JsonMembers members)
    {
        if (!members.Has("when"))
        {
            members.Take("when");
            return Condition.Always;
        }

        if (members.Text("when", 20_000) is not { } text)
        {
            return null;
        }

        var problems = new List<ConditionProblem>();
        var condition = ConditionParser.Parse(text, schema, problems);
        foreach (var problem in problems)
        {
            findings.AddWithin(problem.Code, members.Take("when")!, problem.Offset, problem.Message, problem.Fix);
        }

        return condition;
    }

    public Fact? Fact(JsonMembers members, string name, bool required = true) =>
        members.Text(name, 80, required) is { } text ? FactOf(text, members.Take(name)!) : null;

    public Fact? FactOf(string name, JsonPart at)
    {
        if (schema.Find(name) is { } fact)
        {
            return fact;
        }

        findings.Add(JsonCodes.UnknownFact, at, $"{at.Described} names no fact.", NearestName.To(name, schema.All.Select(known => known.Name)) is { } near ? $"Did you mean \"{near}\"?" : "Declare it in \"facts\", or hand the schema to PolicyFile.Read.");
        return null;
    }

    /// <summary>Channels; "*" alone, or none, for all.</summary>
    public IReadOnlyList<Channel>? Channels(JsonMembers members, string name, bool required = false)
    {
        var texts = members.Texts(name, 100, required);
        return texts is [("*", _)] ? [] : members.Has(name) || !required ? [.. texts.Select(one => Try<object>(one.Part, () => new Channel(one.Text))).OfType<Channel>()] : null;
    }

    public IReadOnlyList<Purpose> Purposes(JsonMembers members, string name) =>
        [.. members.Texts(name, 100).Select(one => Try<object>(one.Part, () => new Purpose(one.Text))).OfType<Purpose>()];

    public int? Choice(JsonMembers members, string name, string[] choices, bool required = false) =>
        members.Take(name, required) is { } part ? ChoiceOf(part, choices) : null;

    public int? ChoiceOf(JsonPart part, string[] choices)
    {
        var index = part.Kind == JsonValueKind.String ? Array.IndexOf(choices, part.Text) : -1;
        if (index < 0)
        {
            findings.Add(JsonCodes.BadValue, part, $"Expected one of {string.Join(", ", choices)}; found {part.Described}.");
        }

        return index < 0 ? null : index;
    }

    public TimeSpan? Length(JsonMembers members, string name, bool required = false)
    {
        if (members.Text(name, 100, required) is not { } text)
        {
            return null;
        }

        if (Lengths.Read(text) is not { } length)
        {
            findings.Add(JsonCodes.BadValue, members.Take(name)!, $"{members.Take(name)!.Described} is no length of time.", "Write a whole number and a unit: \"7d\", \"24h\", \"90m\", \"30s\".");
            return null;
        }

        return length;
    }

    public TimeOnly? Time(JsonMembers members, string name)
    {
        if (members.Text(name, 100, required: true) is not { } text)
        {
            return null;
        }

        if (!TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            findings.Add(JsonCodes.BadValue, members.Take(name)!, $"{members.Take(name)!.Described} is no time of the day.", "Write it as \"21:00\".");
            return null;
        }

        return time;
    }
}
