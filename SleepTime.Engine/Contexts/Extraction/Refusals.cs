namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>The sentences that say why a file cannot be read, and what to do next.</summary>
internal static class Refusals
{
    public static ContextRefusedException Empty(string subject) => new(ContextRefusal.Empty,
        $"{subject} is empty: there is no word in it, and at least one is needed. Give a file with something to read.");

    public static ContextRefusedException Scanned(string subject, int pages) => new(ContextRefusal.Scanned,
        $"{subject} has no text on its {pages:N0} {(pages == 1 ? "page" : "pages")}: it seems to be scanned, so that each page is a picture. Run text recognition (OCR) on it and upload the result.");

    public static ContextRefusedException Encrypted(string subject) => new(ContextRefusal.Encrypted,
        $"{subject} is protected with a password. Open it with the password, save it without one and upload that.");

    public static ContextRefusedException Damaged(string subject, string what) => new(ContextRefusal.Damaged,
        $"{subject} is damaged: {what}. Open it in the program that made it, save it anew and upload that.");

    public static ContextRefusedException TooManyPages(string subject, int pages, int most) => new(ContextRefusal.TooManyPages,
        $"{subject} has {pages:N0} pages; at most {most:N0} are read. Divide it, or raise SleepTime:Upload:MaxPages.");

    public static ContextRefusedException TooMuchText(string subject, int maxBytes) => new(ContextRefusal.TooLarge,
        $"{subject} has more than {maxBytes:N0} bytes of text, which is the most that is accepted. Divide it, or raise SleepTime:Upload:MaxBytes.");

    public static ContextRefusedException FileTooLarge(string subject, int maxBytes) => new(ContextRefusal.TooLarge,
        $"{subject} has more than {maxBytes:N0} bytes, which is the most that a file may have. Divide it, or raise SleepTime:Upload:MaxFileBytes.");

    public static ContextRefusedException UnpacksTooLarge(string subject, long bytes, long most) => new(ContextRefusal.TooLarge,
        $"{subject} is an archive that unpacks to {bytes:N0} bytes; at most {most:N0} are unpacked, a quarter of SleepTime:Upload:MaxMemoryBytes. Take pictures and other attachments out, divide it, or raise that.");

    public static ContextRefusedException TooSlow(string subject, int seconds) => new(ContextRefusal.TooSlow,
        $"{subject} could not be read within {seconds:N0} seconds and was given up. Divide it, save it in a simpler format, or raise SleepTime:Upload:MaxSeconds and try again.");

    public static ContextRefusedException TooMuchMemory(string subject, long bytes) => new(ContextRefusal.TooMuchMemory,
        $"Reading {subject} needed more than the {bytes >> 20:N0} MiB of memory that one file may take, and was given up. Divide it, save it in a simpler format, or raise SleepTime:Upload:MaxMemoryBytes and try again.");
}
