using System.Globalization;
using System.Text.Json;

namespace OmniChannel;

/// <summary>Reads a policy file through the builder that C# uses, so that both faces obey the same rules.</summary>
internal sealed class PolicyReader
{
    /// <summary>What people write who hope for it.</summary>
    private static readonly string[] Includes = ["include", "includes", "import", "imports", "extends", "$ref"];

    private readonly JsonFindings _findings;
    private readonly PartReader _parts;
    private readonly RuleReader _rules;

    private PolicyReader(JsonFindings findings, FactSchema schema)
    {
        _findings = findings;
        _parts = new PartReader(findings, schema);
        _rules = new RuleReader(_parts);
    }

    public static PolicyReadResult Read(ReadOnlyMemory<byte> text, FactSchema schema)
    {
        var findings = new JsonFindings(text);
        if (JsonMembers.Of(JsonPartReader.Read(text, findings), findings) is not { } whole)
        {
            return new PolicyReadResult(null, findings.All);
        }

        var asked = SchemaOf(whole, schema, findings);
        var policy = new PolicyReader(findings, asked).Policy(whole);
        return new PolicyReadResult(findings.HasErrors ? null : policy with { Origin = new PolicyOrigin(whole.Part, text, policy, asked) }, findings.All);
    }

    /// <summary>The host's facts and those that the file declares.</summary>
    private static FactSchema SchemaOf(JsonMembers whole, FactSchema schema, JsonFindings findings)
    {
        foreach (var part in whole.List("facts", FactSchema.MaxHostFacts) ?? [])
        {
            if (FactSchemaJson.FactOf(part, findings) is not { } fact)
            {
                continue;
            }

            try
            {
                schema = schema.With(fact);
            }
            catch (ArgumentException twice)
            {
                findings.Add(JsonCodes.Twice, part, PartReader.Said(twice));
            }
        }

        return schema;
    }

    private Policy Policy(JsonMembers whole)
    {
        whole.Take("$schema");
        foreach (var (name, part) in whole.Part.Members.Where(member => Includes.Contains(member.Key)))
        {
            whole.Take(name);
            _findings.Add(JsonCodes.Unknown, part, $"A policy file includes no other; found \"{name}\".", "Put every rule into one file, or join files before they are read.");
        }

        if (whole.Take("version", required: true) is { } version && JsonMembers.Whole(version, 1, int.MaxValue, _findings) is { } number && number != PolicyFile.Version)
        {
            _findings.Add(JsonCodes.Version, version, string.Create(CultureInfo.InvariantCulture, $"The file is of version {number}; this library reads version {PolicyFile.Version}."), "Take a newer library, or write the file in this version.");
        }

        var builder = _parts.Try(whole.Part, () => OmniChannel.Policy.Named(whole.Text("name", 200, required: true) ?? "?")) ?? OmniChannel.Policy.Named("?");
        foreach (var rule in whole.List("rules", PolicyBuilder.MaxRules) ?? [])
        {
            _rules.Read(rule, builder);
        }

        foreach (var plan in whole.List("plans", 1000) ?? [])
        {
            Plan(plan, builder);
        }

        Limits(whole, builder);
        Figures(whole, builder);
        var otherwise = _parts.Choice(whole, "otherwise", ["best", "nothing"], required: true);
        whole.Finish();
        return otherwise == 1 ? builder.OtherwiseNothing() : builder.OtherwiseBest();
    }

    private void Plan(JsonPart part, PolicyBuilder builder)
    {
        if (JsonMembers.Of(part, _findings) is not { } plan)
        {
            return;
        }

        var channels = _parts.Channels(plan, "firstOf", required: true);
        var when = _parts.When(plan);
        var because = plan.Text("because", 500, required: true);
        var stepUp = plan.Has("stepUpAfter") ? _parts.Length(plan, "stepUpAfter") : null;
        plan.Finish();
        if (channels is not null && when is not null && because is not null)
        {
            _parts.Try(part, () => builder.FirstOf(channels, when, because, stepUp));
        }
    }

    private void Limits(JsonMembers whole, PolicyBuilder builder)
    {
        if (whole.Flag("safeCaps") == false)
        {
            builder.WithoutSafeCaps();
        }

        foreach (var part in whole.List("caps", 100) ?? [])
        {
            Cap(part, builder);
        }

        if (whole.Flag("safeQuietHours") == false)
        {
            builder.WithoutSafeQuietHours();
        }

        foreach (var part in whole.List("quietHours", 100) ?? [])
        {
            Quiet(part, builder);
        }
    }

    private void Cap(JsonPart part, PolicyBuilder builder)
    {
        if (JsonMembers.Of(part, _findings) is not { } cap)
        {
            return;
        }

        var max = cap.Number("max", 0, int.MaxValue, required: true);
        var zone = cap.Text("dayIn", 100);
        CapWindow? window = zone is not null ? new CapWindow.CalendarDay { TimeZone = zone }
            : _parts.Length(cap, "within", required: true) is { } length ? new CapWindow.Rolling { Length = length }
            : null;
        var stated = new FrequencyCap
        {
            Max = max ?? 0,
            Window = window!,
            Per = (CapScope)(_parts.Choice(cap, "per", ["person", "contactPoint"]) ?? 0),
            Channels = _parts.Channels(cap, "channels") ?? [],
            Purposes = _parts.Purposes(cap, "purposes"),
            WaivedFrom = (Urgency?)_parts.Choice(cap, "waivedFrom", PartReader.Urgencies),
            WaivedFor = _parts.Purposes(cap, "waivedFor"),
        };
        cap.Finish();
        if (max is not null && window is not null)
        {
            _parts.Try(part, () => builder.Cap(stated));
        }
    }

    private void Quiet(JsonPart part, PolicyBuilder builder)
    {
        if (JsonMembers.Of(part, _findings) is not { } quiet)
        {
            return;
        }

        var from = _parts.Time(quiet, "from");
        var until = _parts.Time(quiet, "until");
        var stated = new QuietHours
        {
            From = from ?? default,
            Until = until ?? default,
            Days = [.. quiet.Texts("days", 7).Select(day => (DayOfWeek)(_parts.ChoiceOf(day.Part, PartReader.Days) ?? 0))],
            Channels = _parts.Channels(quiet, "channels") ?? [],
            WaivedFrom = (Urgency)(_parts.Choice(quiet, "waivedFrom", PartReader.Urgencies) ?? (int)Urgency.Critical),
            WaivedFor = _parts.Purposes(quiet, "waivedFor"),
        };
        quiet.Finish();
        if (from is not null && until is not null)
        {
            _parts.Try(part, () => builder.QuietHours(stated));
        }
    }

    private void Figures(JsonMembers whole, PolicyBuilder builder)
    {
        if (whole.Has("terms"))
        {
            var names = PolicyBuilder.AllTerms.Select(PolicyWriter.NameOf).ToArray();
            var terms = whole.Texts("terms", names.Length).Select(term => _parts.ChoiceOf(term.Part, names)).OfType<int>().Select(index => PolicyBuilder.AllTerms[index]).ToArray();
            _parts.Try(whole.Take("terms")!, () => builder.Terms(terms));
        }

        if (whole.Number("waitingPointsPerHour", 0, 10_000) is { } waiting)
        {
            builder.WaitingCosts(waiting);
        }

        if (JsonMembers.Of(whole.Take("money"), _findings) is { } money)
        {
            var points = money.Number("pointsPerUnit", 0, 1_000_000, required: true);
            var currency = money.Text("currency", 3, required: true);
            money.Finish();
            if (points is { } perUnit && currency is not null)
            {
                _parts.Try(money.Part, () => builder.MoneyCosts(perUnit, currency));
            }
        }

        builder.Holdout(whole.Number("holdoutPerMille", 0, 500) ?? 0);
        builder.Exploration(whole.Number("explorationPerMille", 0, 500) ?? 0);
    }
}
