// SPDX-License-Identifier: MIT
class State
{
    object Load(Stream stream)
    {
        // ruleid: csharp-unsafe-deserialisation
        var formatter = new BinaryFormatter();
        // ok: csharp-unsafe-deserialisation
        var serializer = new DataContractSerializer(typeof(State));
        return serializer.ReadObject(stream);
    }
}
