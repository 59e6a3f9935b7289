namespace OmniChannel;

/// <summary>Where a condition reads its facts from.</summary>
internal interface IFactSource
{
    FactValue Read(Fact fact);
}
