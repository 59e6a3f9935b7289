using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>
/// Turns a condition of three answers into steps that say of whom it is true. "Not" turns the question into of whom the inner part is false, so that both questions are made of
/// ranges, "and" and "or" alone, and nobody carries a third answer along. Not for several threads.
/// </summary>
internal sealed class ColumnProgramCompiler(CustomerTable table, Func<Fact, ulong[]> members, Func<CelCondition, bool, ulong[]> judged)
{
    private readonly List<ColumnStep> _steps = [];
    private readonly List<FactColumn> _columns = [];
    private readonly List<ulong[]> _selections = [];
    private int _height;
    private int _depth;

    public ColumnProgram Compile(Condition when)
    {
        Add(when, wanted: true);
        return new([.. _steps], [.. _columns], [.. _selections], _depth);
    }

    private void Add(Condition condition, bool wanted)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (condition)
        {
            case ConstantCondition constant:
                Push(constant.Value == wanted ? ColumnAct.Everybody : ColumnAct.Nobody);
                break;
            case NotCondition not:
                Add(not.Inner, !wanted);
                break;
            case AndCondition and:
                Join(and.Left, and.Right, wanted, isAnd: wanted);
                break;
            case OrCondition or:
                Join(or.Left, or.Right, wanted, isAnd: !wanted);
                break;
            case CompareCondition { Fact: { Id: FactId.Segment } segment } compare:
                Select(members(segment), isIn: (compare.Constant.Number == 1) == (compare.Operator == CompareOperator.Equal) == wanted);
                break;
            case KnownCondition { Fact.Id: FactId.Segment }:
                Push(wanted ? ColumnAct.Everybody : ColumnAct.Nobody);
                break;
            case CelCondition cel:
                Select(judged(cel, wanted), isIn: true);
                break;
            case KnownCondition known:
                Known(known.Fact, wanted);
                break;
            case CompareCondition compare:
                Codes(compare.Fact, compare.Constant, code => code.Where(compare.Operator, compare.Constant), wanted);
                break;
            case OneOfCondition oneOf when oneOf.Fact.Kind == FactKind.Money || oneOf.Fact.Id == FactId.Segment:
                // amounts of another currency are neither the same nor not; of a segment there is no column
                Add(oneOf.Constants.Select(Condition (constant) => new CompareCondition(oneOf.Fact, CompareOperator.Equal, constant)).Aggregate((left, right) => left | right), wanted);
                break;
            case OneOfCondition oneOf:
                Codes(oneOf.Fact, oneOf.Constants[0], code => oneOf.Constants.Aggregate(CodeSet.None, (some, constant) => some.Or(code.Where(CompareOperator.Equal, constant))), wanted);
                break;
            default:
                throw new InvalidOperationException($"{condition.GetType().Name} is a condition that no column answers.");
        }
    }

    private void Join(Condition left, Condition right, bool wanted, bool isAnd)
    {
        Add(left, wanted);
        var before = _steps.Count;
        Add(right, wanted);
        if (_steps.Count == before + 1 && _steps[before] is { Act: ColumnAct.Test } test)
        {
            _steps[before] = test with { Act = isAnd ? ColumnAct.AndTest : ColumnAct.OrTest };
        }
        else
        {
            _steps.Add(new(isAnd ? ColumnAct.And : ColumnAct.Or, 0, 0, 0));
        }

        _height--;
    }

    /// <summary>Known in any currency.</summary>
    private void Known(Fact fact, bool wanted)
    {
        var columns = table.ColumnsOf(fact);
        Push(wanted ? ColumnAct.Nobody : ColumnAct.Everybody);
        foreach (var column in columns)
        {
            var codes = wanted ? CodeSet.Between(1, column.Code.Most) : CodeSet.Between(0, 0);
            Test(column, codes);
            _steps.Add(new(wanted ? ColumnAct.Or : ColumnAct.And, 0, 0, 0));
            _height--;
        }
    }

    private void Codes(Fact fact, FactValue constant, Func<RankCode, CodeSet> isTrue, bool wanted)
    {
        var columns = table.ColumnsOf(fact);
        var column = constant.Kind != fact.Kind ? null : fact.Kind == FactKind.Money ? columns.FirstOrDefault(one => one.Currency == constant.Text) : columns[0];
        if (column is null)
        {
            Push(ColumnAct.Nobody); // it never compares
            return;
        }

        var codes = isTrue(column.Code);
        Test(column, wanted ? codes : CodeSet.Between(1, column.Code.Most).Without(codes));
    }

    /// <summary>Puts on the stack whose code lies in the set.</summary>
    private void Test(FactColumn column, CodeSet codes)
    {
        if (codes.IsEmpty)
        {
            Push(ColumnAct.Nobody);
            return;
        }

        var place = PlaceOf(column);
        for (var i = 0; i < codes.Count; i++)
        {
            var (low, high) = codes[i];
            _steps.Add(new(i == 0 ? ColumnAct.Test : ColumnAct.OrTest, place, (uint)low, (uint)(high - low)));
        }

        Raise();
    }

    private int PlaceOf(FactColumn column)
    {
        var place = _columns.IndexOf(column);
        if (place < 0)
        {
            place = _columns.Count;
            _columns.Add(column);
        }

        return place;
    }

    private void Select(ulong[] who, bool isIn)
    {
        _steps.Add(new(isIn ? ColumnAct.Selected : ColumnAct.NotSelected, _selections.Count, 0, 0));
        _selections.Add(who);
        Raise();
    }

    private void Push(ColumnAct act)
    {
        _steps.Add(new(act, 0, 0, 0));
        Raise();
    }

    private void Raise() => _depth = Math.Max(_depth, ++_height);
}
