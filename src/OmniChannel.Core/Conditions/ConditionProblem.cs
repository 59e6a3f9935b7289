namespace OmniChannel;

/// <summary>What is wrong in the text of a condition, so many characters from its beginning.</summary>
internal readonly record struct ConditionProblem(string Code, int Offset, string Message, string? Fix = null);
