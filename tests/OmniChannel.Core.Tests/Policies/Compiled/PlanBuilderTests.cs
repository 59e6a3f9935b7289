namespace OmniChannel.Tests.Policies.Compiled;

public sealed class PlanBuilderTests
{
    public static TheoryData<string> Paths() => [.. Enum.GetValues<PlanIsa>().Where(PlanProcessor.Has).Select(isa => isa.ToString())];

    [Fact]
    public void Build_ScoreThatCouldLeaveTheRange_IsRefused()
    {
        var plan = new PlanBuilder(2);
        plan.Linear("far", plan.Field("amount", 0, 10_000_000), _ => 7);

        Assert.Contains("70000000", Assert.Throws<PlanException>(plan.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_RowTooShort_Throws()
    {
        var plan = new PlanBuilder(1);
        plan.Field("age", 0, 99);

        Assert.Throws<ArgumentException>(() => plan.Build().Bind([]).Decide(new byte[63]));
    }

    [Fact]
    public void Write_ValueOutsideItsField_Throws()
    {
        var plan = new PlanBuilder(1);
        var age = plan.Field("age", 18, 99);
        plan.Build();

        Assert.Throws<ArgumentOutOfRangeException>(() => PlanRow.Write(new byte[64], age, 17));
    }

    /// <summary>What no range says: a program over two fields, and steps of an optional one, under more channels than a lane has.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public void Decide_ProgramAndOptionalField_IsWhatTheyMean(string isa)
    {
        var plan = new PlanBuilder(9);
        var (left, right, days) = (plan.Field("left", -5, 300), plan.Field("right", 0, 99_999), plan.Field("days", 3, 9, optional: true));
        var isLess = plan.Program(new(PlanCode.Field, 0, 0, 0, 0, left), new(PlanCode.Field, 1, 0, 0, 0, right), new(PlanCode.Less, 2, 0, 1, 0, null));
        plan.Exclude("less", 1, isLess);
        plan.Add("ninth", 1 << 8, 1, plan.AtLeast(days, 5));
        plan.Linear("days", days, c => c == 1 ? 1 : c == 8 ? 1 : -1);
        var bound = plan.Build().Bind([], Enum.Parse<PlanIsa>(isa));
        var row = new byte[bound.Plan.RowBytes];

        Assert.Equal(new PlanChoice(1, 0), Decide(-5, 1, null));
        Assert.Equal(new PlanChoice(0, 0), Decide(0, 0, null));
        Assert.Equal(new PlanChoice(1, 4), Decide(0, 0, 4));
        Assert.Equal(new PlanChoice(8, 6), Decide(0, 0, 5));

        PlanChoice Decide(int one, int other, int? known)
        {
            PlanRow.Write(row, left, one);
            PlanRow.Write(row, right, other);
            if (known is { } value)
            {
                PlanRow.Write(row, days, value);
            }
            else
            {
                PlanRow.WriteAbsent(row, days);
            }

            return bound.Decide(row);
        }
    }
}
