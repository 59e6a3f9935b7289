namespace OmniChannel;

/// <summary>Whether an image of known size fits its channel.</summary>
internal static class ImageCheck
{
    internal static void Check(List<VariantFinding> findings, ImageSize? size, ImageLimit? limit)
    {
        Check(findings, size?.Width, limit?.MaxWidth, "pixels wide");
        Check(findings, size?.Height, limit?.MaxHeight, "pixels high");
        Check(findings, size?.Bytes, limit?.MaxBytes, "bytes");
    }

    private static void Check(List<VariantFinding> findings, long? found, long? most, string unit)
    {
        if (found > most)
        {
            findings.Add(VariantCheck.New(VariantFindingCode.ImageTooLarge, ContentPlace.Of(ContentPart.Image), $"{found} {unit}", $"at most {most} {unit}", "make the image smaller"));
        }
    }
}
