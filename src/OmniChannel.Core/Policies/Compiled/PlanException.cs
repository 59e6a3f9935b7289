namespace OmniChannel;

/// <summary>A plan that cannot be: what was found and what would help.</summary>
internal sealed class PlanException(string message) : Exception(message);
