namespace OmniChannel;

/// <summary>A condition over facts, as a tree that can be printed, hashed and verified.</summary>
public abstract record Condition
{
    private protected Condition()
    {
    }
}
