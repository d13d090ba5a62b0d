using System.Text;

namespace DataCuration.Sdk.Tasks;

/// <summary>A file that is written only when its content differs, so that its time says when a setting last changed.</summary>
internal static class ChangedFile
{
    /// <summary>True when the file was written.</summary>
    public static bool Write(string path, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = path + ".tmp";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
        return true;
    }
}
