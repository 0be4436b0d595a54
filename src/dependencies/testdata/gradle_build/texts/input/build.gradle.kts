plugins { kotlin("jvm") version "1.9.22" }

dependencies {
    implementation(project(":core"))
    implementation("com.squareup.okhttp3:okhttp:4.12.0") // a client
    api(group = "org.slf4j", name = "slf4j-api", version = "2.0.9")
    testImplementation("junit:junit:4.+")
    // implementation("no:no:1")
    kapt("com.google.dagger:dagger-compiler:$daggerVersion")
}
