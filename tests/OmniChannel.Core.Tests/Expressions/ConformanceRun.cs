using OmniChannel.Expressions;

namespace OmniChannel.Tests.Expressions;

/// <summary>Runs a case as the suite means it. Gives back what is wrong, or null.</summary>
internal static class ConformanceRun
{
    private static readonly CelType[] Open = [CelType.Parameter("A"), CelType.Parameter("B"), CelType.Parameter("C")];

    public static string? Of(ConformanceCase one)
    {
        var compiled = Compile(one, []);
        if (one.CheckOnly)
        {
            return compiled.Succeeded ? null : $"does not pass the check: {compiled.Problems[0]}";
        }

        if (!compiled.Succeeded)
        {
            return one.ExpectsError ? null : $"is refused: {compiled.Problems[0]}";
        }

        var bindings = new CelBindings();
        foreach (var (name, value) in one.Bindings)
        {
            bindings.Add(name, value);
        }

        var result = compiled.Program.Evaluate(bindings);
        if (one.ExpectsError)
        {
            return result.IsError ? null : $"gives {result.Kind} {result}, expected an error";
        }

        return ConformanceValue.AreSame(result, one.Expected) ? null : $"gives {result.Kind} {result}, expected {one.Expected.Kind} {one.Expected}";
    }

    /// <summary>The file says that a case declares names, not which: a name that only the check misses is declared without a type.</summary>
    private static CelCompilation Compile(ConformanceCase one, HashSet<string> missing)
    {
        var environment = Environment(one, missing);
        var compiled = one.Unchecked ? environment.CompileUnchecked(one.Text) : environment.Compile(one.Text);
        var problem = compiled.Problems.Count > 0 ? compiled.Problems[0] : null;
        return one is { CheckOnly: true, HasDeclarations: true } && problem is { Stage: CelStage.Types, Found: { } name }
            && problem.Message.Contains("not declared", StringComparison.Ordinal) && missing.Add(name)
            ? Compile(one, missing)
            : compiled;
    }

    private static CelEnvironment Environment(ConformanceCase one, IEnumerable<string> missing)
    {
        var builder = new CelEnvironmentBuilder().Container(one.Container);
        foreach (var (name, value) in one.Bindings)
        {
            builder.Variable(name, one.HasDeclarations && !one.Unchecked ? ConformanceValue.TypeOf(value) : CelType.Dyn);
        }

        if (one.HasDeclarations)
        {
            var tuple = CelType.Opaque("tuple", Open);
            var same = CelType.Opaque("tuple", Open[0], Open[0], Open[0]);
            builder.Function(CelOverload.Global("fn", CelType.String, Never, CelType.String, CelType.Int))
                .Function(CelOverload.Global("tuple", tuple, Never, Open))
                .Function(CelOverload.Global("sort", same, Never, same));
        }

        foreach (var name in missing.Where(name => !one.Bindings.ContainsKey(name)))
        {
            builder.Variable(name, CelType.Dyn);
            for (var count = 0; count <= 5; count++)
            {
                builder.Function(CelOverload.Global(name, CelType.Dyn, Never, [.. Enumerable.Repeat(CelType.Dyn, count)]));
            }
        }

        return builder.Build();
    }

    private static CelValue Never(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => CelValue.Error(new CelError(CelErrorCode.NoSuchFunction, "the case only checks types"));
}
