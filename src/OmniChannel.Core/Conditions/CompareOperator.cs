namespace OmniChannel;

/// <summary>How a fact is compared with a constant.</summary>
internal enum CompareOperator : byte
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
