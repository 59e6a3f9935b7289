namespace OmniChannel.Tests.Carts;

/// <summary>Defects that the properties and cases must each find.</summary>
internal enum CartMutant
{
    None,
    DecrementEatsUnseenAdds,
    RemoveRetiresUnseen,
    SetsAreSummed,
    UndoIsIgnored,
    SetDoesNotRetire,
    DecrementTakesOldestFirst,
}
